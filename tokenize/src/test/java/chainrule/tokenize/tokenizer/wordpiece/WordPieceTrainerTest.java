package chainrule.tokenize.tokenizer.wordpiece;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.WordCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WordPieceTrainerTest {
  private static final List<String> SPECIALS = List.of("[PAD]", "[UNK]");

  private static List<String> train(Map<String, Long> words, int size, long minimum) {
    WordCounts counts = new WordCounts();
    words.forEach(
        (word, count) -> {
          byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
          counts.add(bytes, 0, bytes.length, count);
        });
    try (Parallel parallel = new Parallel(1)) {
      var settings =
          new WordPieceTrainer.Settings(size, SPECIALS, "[UNK]", "##", minimum, "", 1000);
      var vocabulary = new WordPieceTrainer(settings).train(counts, parallel, _ -> {}).vocabulary();
      List<String> tokens = new ArrayList<>();
      for (int id = 0; id < vocabulary.size(); id++) {
        tokens.add(vocabulary.string(id));
      }
      return tokens;
    }
  }

  /// The textbook: count all pairs anew, merge the best one everywhere, again and again.
  private static List<String> textbook(Map<String, Long> words, int size) {
    List<String> tokens = new ArrayList<>(SPECIALS);
    words.keySet().stream()
        .flatMapToInt(String::chars)
        .distinct()
        .sorted()
        .forEach(c -> tokens.add(Character.toString(c)));
    words.keySet().stream()
        .flatMapToInt(word -> word.chars().skip(1))
        .distinct()
        .sorted()
        .forEach(c -> tokens.add("##" + Character.toString(c)));
    Map<List<String>, Long> split = new LinkedHashMap<>();
    words.forEach(
        (word, count) -> {
          List<String> symbols = new ArrayList<>();
          for (int i = 0; i < word.length(); i++) {
            symbols.add((i == 0 ? "" : "##") + word.charAt(i));
          }
          split.put(symbols, count);
        });
    while (tokens.size() < size) {
      Map<List<String>, Long> pairs = new HashMap<>();
      split.forEach(
          (symbols, count) -> {
            for (int i = 0; i + 1 < symbols.size(); i++) {
              pairs.merge(symbols.subList(i, i + 2), count, Long::sum);
            }
          });
      List<String> best = List.of();
      for (List<String> pair : pairs.keySet()) {
        if (best.isEmpty() || before(pair, best, pairs, tokens)) {
          best = pair;
        }
      }
      String merged = best.get(0) + best.get(1).substring(2);
      if (!tokens.contains(merged)) {
        tokens.add(merged);
      }
      Map<List<String>, Long> next = new LinkedHashMap<>();
      for (var entry : split.entrySet()) {
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < entry.getKey().size(); i++) {
          boolean found =
              i + 1 < entry.getKey().size() && entry.getKey().subList(i, i + 2).equals(best);
          symbols.add(found ? merged : entry.getKey().get(i));
          i += found ? 1 : 0;
        }
        next.put(symbols, entry.getValue());
      }
      split.clear();
      split.putAll(next);
    }
    return tokens;
  }

  private static boolean before(
      List<String> pair, List<String> best, Map<List<String>, Long> pairs, List<String> tokens) {
    int byCount = Long.compare(pairs.get(best), pairs.get(pair));
    int byLeft = Integer.compare(tokens.indexOf(pair.get(0)), tokens.indexOf(best.get(0)));
    int byRight = Integer.compare(tokens.indexOf(pair.get(1)), tokens.indexOf(best.get(1)));
    return byCount != 0 ? byCount < 0 : byLeft != 0 ? byLeft < 0 : byRight < 0;
  }

  private static Map<String, Long> randomWords(long seed) {
    Random random = new Random(seed);
    Map<String, Long> words = new LinkedHashMap<>();
    for (int i = 0; i < 120; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = 1 + random.nextInt(9); length > 0; length--) {
        word.append((char) ('a' + random.nextInt(4)));
      }
      words.put(word.toString(), 1L + random.nextInt(5));
    }
    return words;
  }

  @Test
  void tokensAreThoseOfTheTextbook() {
    for (long seed = 0; seed < 8; seed++) {
      Map<String, Long> words = randomWords(seed);
      assertEquals(textbook(words, 80), train(words, 80, 0), "seed " + seed);
    }
  }

  @Test
  void whatCannotBeFilledIsRefusedWithWhatCan() {
    Map<String, Long> words = randomWords(1);
    MalformedInput failure = assertThrows(MalformedInput.class, () -> train(words, 100_000, 0));
    int reached = Integer.parseInt(failure.getMessage().replaceAll(".*only (\\d+) .*", "$1"));
    assertEquals(reached, train(words, reached, 0).size());
    assertThrows(BadSetting.class, () -> train(words, 5, 0));
  }

  @Test
  void rarePairsAreNotMerged() {
    Map<String, Long> words = Map.of("ab", 5L, "cd", 1L);
    assertTrue(train(words, 9, 2).contains("ab"));
    assertThrows(MalformedInput.class, () -> train(words, 10, 2));
  }

  @Test
  void aWordThatIsTooLongToBeSpelledTeachesNothing() {
    Map<String, Long> words = Map.of("ab", 5L, "cd".repeat(500_000), 1000L);
    assertTrue(train(words, 10, 0).contains("ab"));
  }
}
