package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.option.TimingOptions;
import chainrule.cli.option.TokenizerOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.stream.TokenizingBenchmark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;

/// `bench tokenize`: how fast text becomes tokens. [TokenizingBenchmark] measures.
@Page(
    summary = "measure how fast a tokenizer encodes a text",
    description =
        """
        Reads text into memory and encodes it again and again, each file as one document, after a \
        warm-up until it takes the same time every time, and reports the median. Bad UTF-8 is \
        replaced.
        """,
    examples =
        """
        # Megabytes a second on one core
        chainrule bench tokenize -t bpe.json --threads 1 corpus.txt

        # In a script
        chainrule bench tokenize -t bpe.json --json corpus.txt
        """)
final class BenchTokenize extends Command {
  private static final int MOST = 1 << 30;

  @Mixin private InputFiles files;
  @Mixin private TokenizerOption tokenizer;

  @Mixin private TimingOptions timing;
  @Mixin private ThreadsOption threads;
  @Mixin private JsonOption json;

  @Override
  protected void run(Console console) throws IOException {
    int timed = timing.timed();
    double warmUp = timing.warmUp();
    var chosen = tokenizer.read();
    byte[] text = text(files.inputs(console, "text"));
    var settings =
        new TextTokens.Settings(new DocumentKind.File(), InvalidText.REPLACE, true, false);
    try (Parallel parallel = threads.start()) {
      var benchmark = new TokenizingBenchmark(chosen, settings, text, parallel);
      report(benchmark.run(warmUp, timed), console);
    }
  }

  private static byte[] text(List<Input> inputs) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Input input : inputs) {
      try (InputStream in = input.open()) {
        text.writeBytes(in.readNBytes(MOST - text.size()));
        if (in.read() >= 0) {
          throw new MalformedInput(
              input.name(),
              "",
              "makes more than %d bytes of text, which are all kept in memory".formatted(MOST),
              "a few megabytes tell as much: head -c 10M " + input.name());
        }
      }
    }
    if (text.size() == 0) {
      throw new MalformedInput(
          inputs.getFirst().name(), "", "is empty, so there is nothing to time", "");
    }
    return text.toByteArray();
  }

  private void report(TokenizingBenchmark.Result result, Console console) throws IOException {
    if (json.wanted()) {
      Json.Members report =
          Json.object()
              .with("threads", Json.of(threads.count()))
              .with("bytes", Json.of(result.bytes()))
              .with("tokens", Json.of(result.tokens()))
              .with("rounds", Json.of(result.rounds()))
              .with("seconds_per_round", Json.of(result.seconds()))
              .with("fastest_seconds_per_round", Json.of(result.fastestSeconds()))
              .with("tokens_per_second", Json.of(result.tokensPerSecond()))
              .with("bytes_per_second", Json.of(result.bytesPerSecond()));
      JsonOption.write(Machine.withPeakMemory(report), console);
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%,d bytes, %,d tokens, %d threads: %.1f MB/s (fastest %.1f), %,.0f tokens/s%s%n",
            result.bytes(),
            result.tokens(),
            threads.count(),
            result.bytesPerSecond() / 1e6,
            result.bytes() / result.fastestSeconds() / 1e6,
            result.tokensPerSecond(),
            Machine.peakMemoryInWords());
    console.out().write(line.getBytes(StandardCharsets.UTF_8));
  }
}
