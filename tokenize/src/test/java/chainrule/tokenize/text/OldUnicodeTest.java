package chainrule.tokenize.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The facts are those that Hugging Face tokenizers 0.22 shows with BERT's files.
final class OldUnicodeTest {
  private static String normalized(String text) {
    TextBuffer out = new TextBuffer(false);
    new BertNormalizer(true, true, Optional.empty(), true).normalize(TextBuffer.of(text), out);
    return out.toString();
  }

  @Test
  void signsNewerThanUnicode8ArePartsOfWords() {
    assertTrue(OldUnicode.isPunctuation(0x60C));
    assertFalse(OldUnicode.isPunctuation(0x61D));
    assertTrue(OldUnicode.isPunctuation(0x2E42));
    assertFalse(OldUnicode.isPunctuation(0x2E43));
    assertFalse(OldUnicode.isPunctuation(0x2E4F));
    assertTrue(OldUnicode.isPunctuation(0x166D));
    assertTrue(OldUnicode.isPunctuation(0x111C9));
  }

  @Test
  void marksNewerThanUnicode8StayWhereOlderOnesGo() {
    assertEquals("e", normalized("É"));
    assertEquals("e\u1ABF", normalized("e\u1ABF"));
    assertEquals("ab", normalized("a\u1734b"));
  }

  @Test
  void formFeedsGoAndUnassignedCharactersStay() {
    assertEquals("ab", normalized("a\fb"));
    assertEquals("a b", normalized("a\tb"));
    assertEquals("a\u0378b", normalized("a\u0378b"));
  }
}
