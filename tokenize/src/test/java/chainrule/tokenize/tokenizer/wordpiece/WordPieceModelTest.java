package chainrule.tokenize.tokenizer.wordpiece;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.TokenBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The expectations are those of BERT's tokenizer (Devlin et al., `tokenization_test.py`).
final class WordPieceModelTest {
  private static final String VOCABULARY =
      "[UNK]\n[CLS]\n[SEP]\nwant\n##want\n##ed\nwa\nun\nrunn\n##ing\n##é\n";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static WordPieceModel model(String vocabulary) {
    return BertVocabulary.read("vocab.txt", utf8(vocabulary));
  }

  private static int[] encode(WordPieceModel model, String word) {
    TokenBuffer out = new TokenBuffer(false);
    byte[] bytes = utf8(word);
    model.encoder().encode(bytes, 0, bytes.length, out);
    return out.toArray();
  }

  @Test
  void takesTheLongestTokenAndThenTheLongestThatContinues() {
    WordPieceModel model = model(VOCABULARY);
    assertArrayEquals(new int[] {7, 4, 5}, encode(model, "unwanted"));
    assertArrayEquals(new int[] {8, 9}, encode(model, "running"));
    assertArrayEquals(new int[] {6, 10}, encode(model, "waé"));
  }

  @Test
  void aWordThatCannotBeSpelledIsUnknownAsAWhole() {
    assertArrayEquals(new int[] {0}, encode(model(VOCABULARY), "unwantedX"));
    assertArrayEquals(new int[] {0}, encode(model(VOCABULARY), "é"));
  }

  @Test
  void aWordOfMoreThanAHundredCharactersIsUnknown() {
    WordPieceModel model = model("[UNK]\né\n##é\n");
    assertEquals(100, encode(model, "é".repeat(100)).length);
    assertArrayEquals(new int[] {0}, encode(model, "é".repeat(101)));
    assertArrayEquals(new int[] {0}, encode(model, "é".repeat(1_000_000)));
  }

  @Test
  void withoutAnUnknownTokenTheFileIsNamed() {
    MalformedInput failure = assertThrows(MalformedInput.class, () -> encode(model("a\nb\n"), "c"));
    assertTrue(failure.getMessage().startsWith("vocab.txt: "));
  }

  @Test
  void aVocabularyIsWrittenAsItWasRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BertVocabulary.write(model(VOCABULARY.replace("\n", "\r\n")), out);
    assertEquals(VOCABULARY, out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aVocabularyIsRecognisedByItsUnknownToken() {
    assertTrue(BertVocabulary.recognises(utf8(VOCABULARY)));
    assertFalse(BertVocabulary.recognises(utf8("a line of text\n[UNK]\n")));
    assertFalse(BertVocabulary.recognises(utf8("a\nb\n")));
    assertTrue(BertVocabulary.isLowerCase(model(VOCABULARY).vocabulary()));
    assertFalse(BertVocabulary.isLowerCase(model(VOCABULARY + "The\n").vocabulary()));
  }

  @Test
  void aTokenThatStandsTwiceIsRefused() {
    assertThrows(MalformedInput.class, () -> model("[UNK]\na\na\n"));
  }
}
