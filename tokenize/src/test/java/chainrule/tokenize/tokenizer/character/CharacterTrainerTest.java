package chainrule.tokenize.tokenizer.character;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.WordCounts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CharacterTrainerTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CharacterModel train(String text, int size, boolean bytes, double coverage) {
    WordCounts words = new WordCounts();
    words.add(utf8(text), 0, utf8(text).length, 1);
    try (Parallel parallel = new Parallel(1)) {
      return new CharacterTrainer(
              new CharacterTrainer.Settings(size, List.of(), "<unk>", bytes, coverage, "x"))
          .train(words, parallel, _ -> {});
    }
  }

  private static int[] encode(CharacterModel model, String text) {
    TokenBuffer out = new TokenBuffer(false);
    model.encoder().encode(utf8(text), 0, utf8(text).length, out);
    return out.toArray();
  }

  @Test
  void charactersComeByFrequencyAndRequiredOnesToo() {
    CharacterModel model = train("bbaé語語語", CharacterTrainer.Settings.ALL, false, 1);
    assertEquals(6, model.vocabulary().count());
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 0}, encode(model, "語baéx?"));
  }

  @Test
  void coverageLeavesRareCharactersOut() {
    CharacterModel model = train("a".repeat(99) + "b", CharacterTrainer.Settings.ALL, false, 0.99);
    assertArrayEquals(new int[] {1, 0, 2}, encode(model, "abx"));
  }

  @Test
  void withBytesNothingIsUnknown() {
    CharacterModel model = train("ab", CharacterTrainer.Settings.ALL, true, 1);
    assertArrayEquals(new int[] {257, 1 + 0xc3, 1 + 0x9f, 258}, encode(model, "aßb"));
  }

  @Test
  void aSizeThatDoesNotFitIsRefused() {
    assertThrows(BadSetting.class, () -> train("abc", 3, false, 1));
    assertThrows(MalformedInput.class, () -> train("abc", 6, false, 1));
    assertEquals(5, train("abc", 5, false, 1).vocabulary().count());
  }
}
