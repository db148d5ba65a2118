package chainrule.train.ngram.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.InvalidText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class TextReaderTest {
  private final List<String> warnings = new ArrayList<>();

  private List<String> read(byte[] text, SpecialWords special, InvalidText invalid) {
    WordTable table = new WordTable();
    for (String word : Special.WORDS) {
      add(table, word);
    }
    List<Integer> ids = new ArrayList<>();
    try (Parallel parallel = new Parallel(2)) {
      new TextReader(table, special, invalid, new CRC32C(), parallel, warnings::add)
          .read(
              "a.txt",
              new ByteArrayInputStream(text),
              (tokens, size) -> {
                for (int i = 0; i < size; i++) {
                  ids.add(tokens[i]);
                }
              });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    var vocabulary = table.toVocabulary(_ -> true);
    return ids.stream().map(vocabulary::word).toList();
  }

  private static void add(WordTable table, String word) {
    byte[] bytes = (word + " ".repeat(TextBlock.SPARE)).getBytes(StandardCharsets.UTF_8);
    int length = word.getBytes(StandardCharsets.UTF_8).length;
    table.add(bytes, 0, length, WordTable.hash(bytes, 0, length));
  }

  private List<String> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), SpecialWords.REFUSE, InvalidText.ERROR);
  }

  @Test
  void blanksSeparateWordsAndLineFeedsSentences() {
    assertEquals(
        List.of("a", "b", "</s>", "</s>", "größer\u00a0als", "</s>"),
        read("a \0\t b\r\n\n größer\u00a0als "));
  }

  @Test
  void otherControlCharactersBelongToWords() {
    assertEquals(List.of("a\u0001b", "\u000bc", "</s>"), read("a\u0001b \u000bc\n"));
  }

  @Test
  void longTextsEqualThePlainestReading() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 150_000; i++) {
      String word = Integer.toString(random.nextInt(1 << random.nextInt(1, 18)), 3);
      boolean ends = random.nextInt(7) == 0;
      text.append(word).append(ends ? "\n" : " ");
      expected.add(word);
      if (ends) {
        expected.add("</s>");
      }
    }
    text.append("end\n");
    expected.add("end");
    expected.add("</s>");
    assertEquals(expected, read(text.toString()));
  }

  @Test
  void wordsLongerThanABlockAreRead() {
    String word = "x".repeat(700_001);
    assertEquals(List.of("a", word, "b", "</s>", word, "</s>"), read("a " + word + " b\n" + word));
  }

  @Test
  void idsAreInOrderOfFirstOccurrence() {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder();
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < 150_000; i++) {
      String word = "w" + random.nextInt(50_000);
      text.append(word).append(' ');
      expected.putIfAbsent(word, expected.size() + Special.WORDS.size());
    }
    WordTable table = new WordTable();
    Special.WORDS.forEach(word -> add(table, word));
    try (Parallel parallel = new Parallel(3)) {
      new TextReader(
              table, SpecialWords.REFUSE, InvalidText.ERROR, new CRC32C(), parallel, warnings::add)
          .read("a.txt", Estimates.stream(text.toString()), (_, _) -> {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    var vocabulary = table.toVocabulary(_ -> true);
    expected.forEach((word, id) -> assertEquals(word, vocabulary.word(id)));
  }

  @Test
  void wordsThatMeanSomethingToModelsAreRefusedWithTheirLine() {
    MalformedInput refused = assertThrows(MalformedInput.class, () -> read("a\nb <s> c\n"));
    assertEquals(
        "a.txt: line 2: <s> stands in the text, but means something else to a model",
        refused.getMessage());
  }

  @Test
  void wordsThatMeanSomethingToModelsAreSkippedOnRequestWithOneWarning() {
    assertEquals(
        List.of("a", "b", "</s>"),
        read(
            "a <s> <unk> b </s>\n".getBytes(StandardCharsets.UTF_8),
            SpecialWords.SKIP,
            InvalidText.ERROR));
    assertEquals(1, warnings.size());
  }

  @Test
  void badBytesAreNamedWithTheirOffset() {
    byte[] text = {'a', ' ', 'b', (byte) 0xc3, '(', '\n'};
    MalformedInput refused =
        assertThrows(
            MalformedInput.class, () -> read(text, SpecialWords.REFUSE, InvalidText.ERROR));
    assertEquals("byte 3", refused.place());
    assertEquals(
        List.of("a", "b\ufffd(", "</s>"), read(text, SpecialWords.REFUSE, InvalidText.REPLACE));
  }
}
