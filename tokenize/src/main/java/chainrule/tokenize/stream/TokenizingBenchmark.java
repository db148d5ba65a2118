package chainrule.tokenize.stream;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.io.SteadyTimes;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.ByteArrayInputStream;
import java.util.List;

/// Encodes the same text from memory again and again, timed round by round. Files and the forms of
/// output take no part in it.
public final class TokenizingBenchmark {
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

  /// @param warmUpSeconds see [SteadyTimes#warmUp]
  public Result run(double warmUpSeconds, int rounds) {
    SteadyTimes.warmUp(this::round, warmUpSeconds);
    SteadyTimes times = SteadyTimes.measure(this::round, rounds);
    return new Result(rounds, times.median(), times.fastest(), tokens, bytes.length);
  }

  private double round() {
    tokens = 0;
    Input input = Input.stream("text in memory", new ByteArrayInputStream(bytes));
    long start = System.nanoTime();
    text.run(List.of(input), parallel, block -> tokens += block.tokens().size(), _ -> {});
    return (System.nanoTime() - start) / 1e9;
  }
}
