package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.DeviceOption;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.SamplingOptions;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.option.TimingOptions;
import chainrule.cli.reference.Page;
import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.runtime.Decoder;
import chainrule.export.runtime.Device;
import chainrule.export.runtime.LoopDecoder;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench sample`: how fast a neural model makes tokens. [SampleBenchmark] measures.
@Page(
    summary = "measure how fast a neural model makes tokens",
    description =
        """
        Makes sequences again and again, after a warm-up, and reports the median of their speed; \
        how much of the weights is read for it, against what this machine reads at most; and what a \
        token costs outside of ONNX Runtime.
        """,
    examples =
        """
        # One sequence, and sixteen at once
        chainrule bench sample model.onnx
        chainrule bench sample model.onnx --batch-size 16

        # In a script
        chainrule bench sample run/ --threads 1 --json
        """)
final class BenchSample extends Command {
  @Parameters(paramLabel = "MODEL", description = "The model: an ONNX file or a run.")
  private String model;

  @Option(
      names = {"-n", "--max-tokens"},
      paramLabel = "N",
      description = "Make at most N tokens (default: 200).")
  private Integer longest;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Make N sequences at once (default: 1).")
  private int batch = 1;

  @Mixin private TimingOptions timing;
  @Mixin private SamplingOptions sampling;
  @Mixin private DeviceOption device;
  @Mixin private ThreadsOption threads;
  @Mixin private JsonOption json;

  @Override
  protected void run(Console console) throws IOException {
    if (batch < 1 || (longest != null && longest < 2)) {
      throw new BadSetting("--batch-size must be at least 1, --max-tokens at least 2", "");
    }
    int timed = timing.timed();
    double warmUp = timing.warmUp();
    LanguageModelFile file =
        NeuralFiles.open(model)
            .orElseThrow(() -> new BadSetting(model + " is no neural model", "see bench --help"));
    DecodingSettings settings =
        new DecodingSettings(
            sampling.choice().settings(_ -> OptionalInt.empty()).rules(), -1, batch > 1, -1);
    Device chosen = device.choose(console);
    int useful = LoopDecoder.usefulThreads(file, settings, threads.count());
    int room = file.context().orElse(Integer.MAX_VALUE);
    int tokens = Math.min(longest == null ? 200 : longest, room - SampleBenchmark.PROMPT);
    try (Parallel parallel = threads.start();
        Decoder decoder = Decoder.open(file, settings, chosen, useful)) {
      SampleBenchmark.Result result =
          new SampleBenchmark(file, decoder, batch, tokens).run(warmUp, timed);
      double limit = ReadSpeed.measure(parallel);
      report(result, limit, chosen, useful, console);
    }
  }

  private void report(
      SampleBenchmark.Result result, double limit, Device chosen, int useful, Console console)
      throws IOException {
    if (json.wanted()) {
      Json.Members report =
          Json.object()
              .with("device", Json.of(chosen instanceof Device.Cpu ? "cpu" : "cuda"))
              .with("threads", Json.of(useful))
              .with("batch_size", Json.of(batch))
              .with("tokens_per_second", Json.of(result.tokensPerSecond()))
              .with("first_token_seconds", Json.of(result.firstSeconds()))
              .with("weight_bytes", Json.of(result.weightBytes()))
              .with("bytes_per_second", Json.of(result.bytesPerSecond()))
              .with("memory_bytes_per_second", Json.of(limit))
              .with("outside_microseconds", Json.of(result.outsideMicroseconds()))
              .with("allocated_bytes_per_token", Json.of(result.allocatedBytes()));
      JsonOption.write(Machine.withPeakMemory(report), console);
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%,.0f tokens/s on %d threads, first after %.1f ms%n"
                + "reads %.1f MB of weights for each turn, %.1f GB/s of %.1f GB/s (%.0f %%)%n"
                + "outside ONNX Runtime %.1f µs and %,.0f bytes a token%s%n",
            result.tokensPerSecond(),
            useful,
            result.firstSeconds() * 1e3,
            result.weightBytes() / 1e6,
            result.bytesPerSecond() / 1e9,
            limit / 1e9,
            100 * result.bytesPerSecond() / limit,
            result.outsideMicroseconds(),
            result.allocatedBytes(),
            Machine.peakMemoryInWords());
    console.out().write(line.getBytes(StandardCharsets.UTF_8));
  }
}
