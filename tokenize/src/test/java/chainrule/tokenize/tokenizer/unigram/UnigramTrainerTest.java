package chainrule.tokenize.tokenizer.unigram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.WordCounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnigramTrainerTest {
  private static final int SIZE = 300;

  private static WordCounts words() throws IOException {
    WordCounts words = new WordCounts();
    try (InputStream in = UnigramTrainerTest.class.getResourceAsStream("made-up.txt")) {
      for (String word : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\s+")) {
        add(words, "▁" + word);
      }
    }
    return words;
  }

  private static void add(WordCounts words, String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    words.add(bytes, 0, bytes.length, 1);
  }

  private static UnigramTrainer.Settings settings(int size, boolean bytes) {
    return new UnigramTrainer.Settings(
        size, List.of("<s>", "</s>"), "<unk>", bytes, 1, "", 16, 1_000_000, true);
  }

  private static UnigramModel train(
      WordCounts words, UnigramTrainer.Settings settings, int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      return new UnigramTrainer(settings).train(words, parallel, _ -> {});
    }
  }

  private static List<String> tokens(UnigramModel model) {
    List<String> tokens = new ArrayList<>();
    for (int id = 0; id < model.vocabulary().size(); id++) {
      tokens.add(model.vocabulary().string(id) + " " + model.score(id));
    }
    return tokens;
  }

  /// The log-likelihood of the text's best segmentation.
  private static double logLikelihood(UnigramModel model, WordCounts words) {
    double sum = 0;
    TokenBuffer out = new TokenBuffer(false);
    var encoder = model.encoder();
    for (int word = 0; word < words.size(); word++) {
      out.clear();
      encoder.encode(words.pool(), words.from(word), words.to(word), out);
      for (int i = 0; i < out.size(); i++) {
        assertTrue(out.id(i) > 2, "nothing is unknown");
        sum += words.count(word) * model.score(out.id(i));
      }
    }
    return sum;
  }

  /// SentencePiece 0.1.97 reaches -27705 with `spm_train --input=made-up.txt --vocab_size=300
  /// --model_type=unigram --normalization_rule_name=identity --character_coverage=1.0`.
  @Test
  void theLikelihoodIsNoWorseThanSentencePieces() throws IOException {
    WordCounts words = words();
    UnigramModel model = train(words, settings(SIZE, false), 2);
    assertEquals(SIZE, model.vocabulary().count());
    double reached = logLikelihood(model, words);
    assertTrue(reached > -27705 * 1.01, () -> "log-likelihood " + reached);
  }

  @Test
  void threadsChangeNothing() throws IOException {
    List<String> one = tokens(train(words(), settings(SIZE, false), 1));
    assertEquals(one, tokens(train(words(), settings(SIZE, false), 2)));
    assertEquals(one, tokens(train(words(), settings(SIZE, false), 7)));
  }

  @Test
  void specialsComeFirstThenBytesThenPiecesByProbability() throws IOException {
    UnigramModel model = train(words(), settings(600, true), 2);
    assertEquals(600, model.vocabulary().count());
    assertEquals("<unk>", model.vocabulary().string(0));
    assertEquals("</s>", model.vocabulary().string(2));
    assertEquals("<0x00>", model.vocabulary().string(3));
    for (int id = 260; id < 600; id++) {
      assertTrue(model.score(id) <= model.score(id - 1));
    }
  }

  @Test
  void aVocabularyThatTheTextCannotFillIsRefusedWithWhatItCan() throws IOException {
    WordCounts words = words();
    MalformedInput failure =
        assertThrows(MalformedInput.class, () -> train(words, settings(50_000, false), 1));
    int reached = Integer.parseInt(failure.getMessage().replaceAll(".*only (\\d+) .*", "$1"));
    assertEquals(reached, train(words, settings(reached, false), 1).vocabulary().count());
    assertThrows(MalformedInput.class, () -> train(words, settings(reached + 1, false), 1));
  }

  @Test
  void aVocabularyBelowTheAlphabetIsRefused() throws IOException {
    WordCounts words = words();
    assertThrows(BadSetting.class, () -> train(words, settings(20, false), 1));
  }

  @Test
  void aTextOfOneLetterIsNoTrouble() {
    WordCounts words = new WordCounts();
    add(words, "a".repeat(1_000_000));
    UnigramModel model = train(words, settings(5, false), 2);
    TokenBuffer out = new TokenBuffer(false);
    model.encoder().encode(words.pool(), words.from(0), words.to(0), out);
    assertTrue(out.size() < 100_000, () -> out.size() + " tokens");
  }
}
