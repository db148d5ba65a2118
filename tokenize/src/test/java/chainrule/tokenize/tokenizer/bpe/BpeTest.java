package chainrule.tokenize.tokenizer.bpe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.WordCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Training and encoding beside the textbook: count all pairs, merge the most frequent everywhere.
class BpeTest {
  private static final Random RANDOM = new Random(11);

  private static String word(int letters, int longest) {
    StringBuilder word = new StringBuilder();
    for (int i = RANDOM.nextInt(longest); i >= 0; i--) {
      word.append((char) ('a' + RANDOM.nextInt(letters)));
    }
    return word.toString();
  }

  private static WordCounts counts(Map<String, Integer> words) {
    WordCounts counts = new WordCounts();
    words.forEach(
        (word, count) -> {
          byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
          counts.add(bytes, 0, bytes.length, count);
        });
    return counts;
  }

  private static BpeTrainer trainer(int size) {
    return new BpeTrainer(
        new BpeTrainer.Settings(
            size,
            List.of("<end>"),
            Alphabet.BYTES,
            Optional.empty(),
            false,
            1,
            "",
            Integer.MAX_VALUE,
            1));
  }

  @Test
  void theMergesAreTheTextbooks() {
    for (int round = 0; round < 20; round++) {
      Map<String, Integer> words = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        words.merge(word(2 + round % 3, 12), 1 + RANDOM.nextInt(4), Integer::sum);
      }
      BpeModel model = trainer(257 + 15).train(counts(words), _ -> {});
      List<String> learned = new ArrayList<>();
      for (int rank = 0; rank < model.merges().count(); rank++) {
        learned.add(
            model.vocabulary().string(model.merges().left(rank))
                + " "
                + model.vocabulary().string(model.merges().right(rank)));
      }
      assertEquals(textbook(words, model, learned.size()), learned);
    }
  }

  /// Ties go to the pair whose left, then whose right symbol has the lower id.
  private static List<String> textbook(Map<String, Integer> words, BpeModel model, int merges) {
    Map<List<String>, Integer> texts = new HashMap<>();
    words.forEach((word, count) -> texts.put(List.of(word.split("")), count));
    List<String> found = new ArrayList<>();
    for (int merge = 0; merge < merges; merge++) {
      Map<String, Long> pairs = new HashMap<>();
      texts.forEach(
          (symbols, count) -> {
            for (int i = 1; i < symbols.size(); i++) {
              pairs.merge(symbols.get(i - 1) + " " + symbols.get(i), (long) count, Long::sum);
            }
          });
      String best =
          pairs.keySet().stream()
              .min(
                  (a, b) ->
                      !pairs.get(a).equals(pairs.get(b))
                          ? Long.compare(pairs.get(b), pairs.get(a))
                          : Arrays.compare(ids(model, a), ids(model, b)))
              .orElseThrow();
      found.add(best);
      Map<List<String>, Integer> next = new HashMap<>();
      texts.forEach((symbols, count) -> next.merge(merged(symbols, best), count, Integer::sum));
      texts.clear();
      texts.putAll(next);
    }
    return found;
  }

  private static int[] ids(BpeModel model, String pair) {
    return Arrays.stream(pair.split(" ")).mapToInt(s -> model.vocabulary().id(s)).toArray();
  }

  private static List<String> merged(List<String> symbols, String pair) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      if (i + 1 < symbols.size() && pair.equals(symbols.get(i) + " " + symbols.get(i + 1))) {
        out.add(symbols.get(i) + symbols.get(++i));
      } else {
        out.add(symbols.get(i));
      }
    }
    return out;
  }

  /// At sizes around the one where the heap takes over.
  @Test
  void longPiecesMergeAsShortOnesDo() {
    Map<String, Integer> words = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      words.merge(word(3, 15), 1, Integer::sum);
    }
    BpeModel model = trainer(257 + 150).train(counts(words), _ -> {});
    for (int length : new int[] {1, 2, 15, 16, 79, 80, 81, 207, 1000}) {
      byte[] text = new byte[length];
      for (int i = 0; i < length; i++) {
        text[i] = (byte) ('a' + RANDOM.nextInt(3));
      }
      TokenBuffer out = new TokenBuffer(false);
      Model encoder = new Model(model);
      encoder.encode(text, out);
      encoder.encode(text, out); // the second time from the cache, where it is short enough
      int[] expected = naive(model, text);
      assertArrayEquals(expected, Arrays.copyOf(out.toArray(), expected.length));
      assertEquals(2 * expected.length, out.size());
    }
  }

  /// An encoder with its model.
  private record Model(BpeModel model) {
    void encode(byte[] text, TokenBuffer out) {
      model.encoder().encode(text, 0, text.length, out);
    }
  }

  private static int[] naive(BpeModel model, byte[] text) {
    List<Integer> ids = new ArrayList<>();
    for (byte b : text) {
      ids.add(model.vocabulary().id(new byte[] {b}));
    }
    while (true) {
      int best = -1;
      int lowest = Merges.NONE;
      for (int i = 0; i + 1 < ids.size(); i++) {
        int rank = model.merges().rank(ids.get(i), ids.get(i + 1));
        if (rank < lowest) {
          lowest = rank;
          best = i;
        }
      }
      if (best < 0) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
      }
      ids.set(best, model.merges().result(lowest));
      ids.remove(best + 1);
    }
  }

  @Test
  void aVocabularyThatTheTextCannotFillIsNamedWithWhatItCan() {
    MalformedInput failure =
        assertThrows(
            MalformedInput.class, () -> trainer(1000).train(counts(Map.of("ab", 3)), _ -> {}));
    assertEquals("the training text: can fill only 258 tokens of 1000", failure.getMessage());
  }

  @Test
  void aVocabularySmallerThanTheAlphabetIsRefused() {
    assertThrows(BadSetting.class, () -> trainer(100).train(counts(Map.of("ab", 3)), _ -> {}));
  }
}
