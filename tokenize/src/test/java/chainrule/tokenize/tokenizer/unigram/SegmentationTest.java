package chainrule.tokenize.tokenizer.unigram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.text.ByteTrie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SegmentationTest {
  private static final double UNKNOWN = -30;

  /// Collects what it is told, pieces by their numbers, unknown characters as -1.
  private static final class Collected implements Segmentation.Sink {
    private final List<Integer> pieces = new ArrayList<>();
    private int end;

    @Override
    public void piece(int piece, int from, int to) {
      take(piece, from, to);
    }

    @Override
    public void unknown(int from, int to) {
      take(-1, from, to);
    }

    private void take(int piece, int from, int to) {
      assertEquals(end, from);
      end = to;
      pieces.add(piece);
    }
  }

  private static double best(String text, List<String> pieces, double[] scores) {
    double[] best = new double[text.length() + 1];
    Arrays.fill(best, 1, best.length, Double.NEGATIVE_INFINITY);
    for (int from = 0; from < text.length(); from++) {
      best[from + 1] = Math.max(best[from + 1], best[from] + UNKNOWN);
      for (int i = 0; i < pieces.size(); i++) {
        if (text.startsWith(pieces.get(i), from)) {
          int to = from + pieces.get(i).length();
          best[to] = Math.max(best[to], best[from] + scores[i]);
        }
      }
    }
    return best[text.length()];
  }

  @Test
  void thePathHasTheScoreThatAPlainSearchFinds() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      Set<String> distinct = new LinkedHashSet<>();
      while (distinct.size() < 20) {
        distinct.add(letters(random, 1 + random.nextInt(4)));
      }
      List<String> pieces = List.copyOf(distinct);
      double[] scores = random.doubles(pieces.size(), -8, 0).toArray();
      // Longer than the window that is gathered before a part of the path is handed out.
      String text = letters(random, round == 0 ? 20_000 : random.nextInt(60));
      Collected found = segment(text, pieces, scores);
      double score = 0;
      for (int piece : found.pieces) {
        score += piece < 0 ? UNKNOWN : scores[piece];
      }
      assertEquals(text.length(), found.end);
      assertEquals(best(text, pieces, scores), score, 1e-6 * (1 + text.length()));
    }
  }

  private static Collected segment(String text, List<String> pieces, double[] scores) {
    ByteTrie trie =
        ByteTrie.of(pieces.stream().map(p -> p.getBytes(StandardCharsets.UTF_8)).toList());
    Collected found = new Collected();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    new Segmentation(trie, scores, UNKNOWN, false).run(bytes, 0, bytes.length, found);
    return found;
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(4)));
    }
    return text.toString();
  }

  @Test
  void ofTiedPathsTheOneWhoseLastPieceIsLongerWins() {
    Collected found = segment("aaa", List.of("a", "aa"), new double[] {-1, -2});
    assertEquals(List.of(0, 1), found.pieces);
  }

  @Test
  void aMillionEqualLettersAreOneWindow() {
    Collected found = segment("a".repeat(1_000_000), List.of("a", "aaaa"), new double[] {-3, -4});
    assertEquals(250_000, found.pieces.size());
    assertTrue(found.pieces.stream().allMatch(piece -> piece == 1));
  }
}
