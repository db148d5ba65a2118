package chainrule.export.runtime;

import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.OnnxFile.OnnxWeight;
import chainrule.export.onnx.SelfTest;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Sees whether a model says what it said when it was exported. Models without self-tests, those of
/// others, pass.
public final class SelfCheck {
  /// How far what a model says may be from what it said when it was exported, in nats. Another
  /// processor or provider rounds in another way; a damaged model is far off.
  private static final double ACCEPTED = 0.01;

  /// Bytes of weights that may be in memory twice, so that the model can be loaded meanwhile.
  private static final long SMALL = 256L << 20;

  /// What came of it, known when it is asked for.
  public interface Verdict {
    /// For what needs no check.
    Verdict PASSED = () -> {};

    /// Waits for the end of the check, and fails where it did.
    void require() throws IOException;
  }

  private final LanguageModelFile file;
  private final StepSession session;

  private SelfCheck(LanguageModelFile file, StepSession session) {
    this.file = file;
    this.session = session;
  }

  /// Loads the model for a moment; beside what the caller does next, unless it is large.
  ///
  /// @param threads that compute
  public static Verdict begin(LanguageModelFile file, int threads) throws IOException {
    if (file.selfTests().isEmpty()) {
      return Verdict.PASSED;
    }
    long bytes = file.file().weights().stream().mapToLong(OnnxWeight::bytesOfNumbers).sum();
    if (bytes > SMALL) {
      check(file, threads);
      return Verdict.PASSED;
    }
    Future<Boolean> check = Parallel.beside("self-check", () -> check(file, threads));
    return () -> await(check);
  }

  private static boolean check(LanguageModelFile file, int threads) throws IOException {
    try (StepSession session = StepSession.openBriefly(file, threads)) {
      run(file, session);
      return true;
    }
  }

  private static void await(Future<Boolean> check) throws IOException {
    try {
      check.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  static void run(LanguageModelFile file, StepSession session) throws IOException {
    for (SelfTest test : file.selfTests()) {
      new SelfCheck(file, session).check(test);
    }
  }

  private void check(SelfTest test) {
    int vocabulary = file.vocabulary();
    int[] tokens = test.tokens().stream().mapToInt(Integer::intValue).toArray();
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary) {
        throw differs("a self-test has token %d of %d".formatted(token, vocabulary));
      }
    }
    session.begin(1);
    int time = tokens.length - 1;
    FloatBuffer logits = session.step(Arrays.copyOf(tokens, time));
    for (int i = 0; i < time; i++) {
      float[] next = new float[vocabulary];
      logits.get(i * vocabulary, next);
      double nats = Logprobs.of(next, 0).of(tokens[i + 1]);
      double expected = test.logProbabilities().get(i);
      if (!(Math.abs(nats - expected) <= ACCEPTED)) {
        throw differs(
            "says %.4f of a token of which it said %.4f when it was exported"
                .formatted(nats, expected));
      }
    }
  }

  private MalformedInput differs(String problem) {
    return new MalformedInput(
        file.name(),
        "",
        problem,
        "it was changed, or this ONNX Runtime computes wrongly; export the model again");
  }
}
