package chainrule.tokenize.tokenizer.unigram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Vocabulary;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The ids are those that Hugging Face tokenizers 0.22 gives for the same vocabularies.
final class UnigramModelTest {
  private static final String[] TOKENS = {"<unk>", "a", "b", "c", "d", "cd", "ab", "abc", "abcd"};
  private static final double[] SCORES = {0, 0, 0, 0, 0, 1, 2, 5, 10};

  private static Vocabulary vocabulary(String... tokens) {
    Vocabulary.Builder builder = new Vocabulary.Builder("test");
    for (int id = 0; id < tokens.length; id++) {
      builder.add(id, tokens[id]);
    }
    return builder.build();
  }

  private static int[] encode(UnigramModel model, String text) {
    TokenBuffer out = new TokenBuffer(false);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    model.encoder().encode(bytes, 0, bytes.length, out);
    return out.toArray();
  }

  @Test
  void takesTheMostProbablePieces() {
    UnigramModel model = UnigramModel.of(vocabulary(TOKENS), SCORES, 0, false);
    assertArrayEquals(new int[] {8, 1, 5}, encode(model, "abcdacd"));
  }

  @Test
  void unknownNeighboursAreOneToken() {
    UnigramModel model = UnigramModel.of(vocabulary(TOKENS), SCORES, 0, false);
    assertArrayEquals(new int[] {1, 0, 2, 0}, encode(model, "axßb\uD83D\uDE42y"));
    assertArrayEquals(new int[] {0}, encode(model, "x<unk>y"));
  }

  @Test
  void unknownCharactersBecomeTheirBytes() {
    String[] tokens = new String[258];
    tokens[0] = "<unk>";
    for (int b = 0; b < 256; b++) {
      tokens[b + 1] = "<0x%02X>".formatted(b);
    }
    tokens[257] = "a";
    UnigramModel model = UnigramModel.of(vocabulary(tokens), new double[258], 0, true);
    assertArrayEquals(new int[] {257, 0xc3 + 1, 0x9f + 1, 257}, encode(model, "aßa"));
  }

  @Test
  void withoutAnUnknownTokenUnknownTextIsRefused() {
    UnigramModel model = UnigramModel.of(vocabulary("a"), new double[1], -1, false);
    assertThrows(BadSetting.class, () -> encode(model, "ab"));
  }

  @Test
  void anEmptyTokenIsNeverFound() {
    UnigramModel model = UnigramModel.of(vocabulary("<unk>", "", "a"), new double[3], 0, false);
    assertArrayEquals(new int[] {2, 2}, encode(model, "aa"));
    assertTrue(model.vocabulary().has(1));
  }
}
