package chainrule.tokenize.tokenizer.word;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.WordCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordTrainerTest {
  private static WordCounts words() {
    WordCounts words = new WordCounts();
    for (String word : "the cat the dog <s> the cat bird ant".split(" ")) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      words.add(bytes, 0, bytes.length, 1);
    }
    return words;
  }

  private static WordLevelModel train(int size, long minimum) {
    try (Parallel parallel = new Parallel(1)) {
      return new WordTrainer(
              new WordTrainer.Settings(size, List.of("<s>"), WordLevelModel.UNKNOWN, minimum))
          .train(words(), parallel, _ -> {});
    }
  }

  private static List<String> tokens(WordLevelModel model) {
    List<String> tokens = new ArrayList<>();
    for (int id = 0; id < model.vocabulary().size(); id++) {
      tokens.add(model.vocabulary().string(id));
    }
    return tokens;
  }

  @Test
  void theMostFrequentWordsFollowTheSpecialsAndTiesGoByBytes() {
    assertEquals(List.of("<unk>", "<s>", "the", "cat", "ant"), tokens(train(5, 1)));
    assertEquals(List.of("<unk>", "<s>", "the", "cat"), tokens(train(WordTrainer.Settings.ALL, 2)));
  }

  @Test
  void whatCannotBeFilledIsRefused() {
    assertThrows(MalformedInput.class, () -> train(8, 1));
    assertEquals(7, train(7, 1).vocabulary().count());
    assertThrows(BadSetting.class, () -> train(2, 1));
  }

  @Test
  void wordsThatWereNotLearnedAreUnknown() {
    TokenBuffer out = new TokenBuffer(false);
    byte[] text = "thecatx".getBytes(StandardCharsets.UTF_8);
    var encoder = train(5, 1).encoder();
    encoder.encode(text, 0, 3, out);
    encoder.encode(text, 3, 6, out);
    encoder.encode(text, 3, 7, out);
    assertArrayEquals(new int[] {2, 3, 0}, out.toArray());
  }
}
