package chainrule.tokenize.stream;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Encodes the same text from memory again and again, timed round by round. Files and the forms of
/// output take no part in it.
public final class TokenizingBenchmark {
  /// How far neighbouring rounds may be apart once the virtual machine has compiled everything.
  private static final double STEADY = 0.05;

  private final TextTokens text;
  private final byte[] bytes;
  private final Parallel parallel;
  private long tokens;

  /// @param rounds those that count
  /// @param seconds of a round, the median
  /// @param fastestSeconds of the fastest round
  /// @param tokens of the text
  /// @param bytes of the text
  public record Result(int rounds, double seconds, double fastestSeconds, long tokens, long bytes) {
    public double tokensPerSecond() {
      return tokens / seconds;
    }

    public double bytesPerSecond() {
      return bytes / seconds;
    }
  }

  /// @param bytes text in UTF-8
  public TokenizingBenchmark(
      Tokenizer tokenizer, TextTokens.Settings settings, byte[] bytes, Parallel parallel) {
    this.text = new TextTokens(tokenizer, settings);
    this.bytes = bytes.clone();
    this.parallel = parallel;
  }

  /// Rounds until their time stays the same, for `warmUpSeconds` at least (0 for none), then those
  /// that count.
  public Result run(double warmUpSeconds, int rounds) {
    double before = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    while (warmUpSeconds > 0) {
      double now = round();
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean steady = Math.abs(now - before) < STEADY * now;
      if ((seconds > warmUpSeconds && steady) || seconds > 4 * warmUpSeconds) {
        break;
      }
      before = now;
    }
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      times.add(round());
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = (sorted[rounds / 2] + sorted[(rounds - 1) / 2]) / 2;
    double fastest = Arrays.stream(sorted).min().orElseThrow();
    return new Result(rounds, median, fastest, tokens, bytes.length);
  }

  private double round() {
    tokens = 0;
    Input input = Input.stream("text in memory", new ByteArrayInputStream(bytes));
    long start = System.nanoTime();
    text.run(List.of(input), parallel, block -> tokens += block.tokens().size(), _ -> {});
    return (System.nanoTime() - start) / 1e9;
  }
}
