package chainrule.train.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.NgramScorer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PieceScorerTest {
  private static final int ORDER = 3;

  // Of the bytes a, b and line end.
  private static final String ARPA =
      """
      \\data\\
      ngram 1=6
      ngram 2=5
      ngram 3=3

      \\1-grams:
      -2\t<unk>
      0\t<s>\t-0.5
      -1\t</s>
      -0.5\t97\t-0.25
      -0.75\t98\t-0.375
      -0.875\t10\t-0.125

      \\2-grams:
      -0.1\t97 98\t-0.2
      -0.2\t<s> 97\t-0.3
      -0.3\t98 97\t-0.4
      -0.4\t98 10\t-0.1
      -0.6\t10 </s>

      \\3-grams:
      -0.05\t98 97 98
      -0.06\t97 98 97
      -0.07\t98 10 </s>

      \\end\\
      """;

  /// All that is reported of a text.
  ///
  /// @param events of all documents: probability, order, whether the token is unknown
  private record Report(List<String> events, List<Totals> documents, Totals totals) {}

  @TempDir private Path folder;
  private Path arpa;

  @BeforeEach
  void writeModel() throws IOException {
    arpa = Files.writeString(folder.resolve("lm.arpa"), ARPA);
  }

  private Report report(String text, OptionalInt reach, int threads) throws IOException {
    EncodedDocuments batches =
        new EncodedDocuments(
            Input.stream(
                "text", new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))),
            TokenizerFile.read(TokenizerFile.BYTE),
            new TextTokens.Settings(new DocumentKind.File(), InvalidText.ERROR, true, false),
            Marks.NONE,
            reach,
            _ -> {});
    List<String> events = new ArrayList<>();
    List<Totals> documents = new ArrayList<>();
    WholeDocuments whole =
        new WholeDocuments(
            scored -> {
              Scores scores = scored.scores();
              for (int event = 0; event < scores.log10().length; event++) {
                events.add(
                    "%s %d %b"
                        .formatted(
                            scores.log10()[event],
                            scores.orders()[event],
                            scores.unknown()[event]));
              }
              documents.addAll(scored.documents());
            });
    try (Parallel parallel = new Parallel(threads);
        Scorer model =
            new PieceScorer(
                new NgramScorer(
                    "lm", new ArpaFile(Input.file(arpa), parallel, _ -> {}).load(), true))) {
      Evaluator evaluator = new Evaluator(model, parallel);
      evaluator.run(batches, whole);
      return new Report(events, documents, evaluator.totals());
    }
  }

  @Test
  void longDocumentInPiecesHasTheScoresOfTheWhole() throws IOException {
    Random random = new Random(1);
    for (int length : new int[] {3, 131_072, 131_073, 300_000}) {
      StringBuilder text = new StringBuilder();
      while (text.length() < length - 1) {
        text.append("abc\n".charAt(random.nextInt(8) < 7 ? random.nextInt(2) : 3));
      }
      text.append('\n');
      Report whole = report(text.toString(), OptionalInt.empty(), 1);
      Report pieces = report(text.toString(), OptionalInt.of(ORDER), 2);
      assertEquals(length + 1, whole.events().size());
      assertEquals(whole.events(), pieces.events());
      assertEquals(1, pieces.totals().documents());
      assertEquals(whole.totals().log10(), pieces.totals().log10(), 1e-6);
      assertEquals(List.of(pieces.totals()), pieces.documents());
      assertEquals(length, pieces.totals().textBytes());
    }
  }
}
