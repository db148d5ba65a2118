package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.SeedOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.option.TimingOptions;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.train.kernel.Kernels;
import chainrule.train.loop.BenchConfiguration;
import chainrule.train.loop.TrainingBenchmark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench train`: how fast training steps are. [TrainingBenchmark] measures.
@Page(
    summary = "measure training steps of a known configuration",
    description =
        """
        Times whole training steps (forward, backward, clipping, optimizer) on random tokens, after \
        a warm-up until they take the same time again and again, and reports the median.

          a  Transformer, 4 layers, 4 heads, 128 wide, context 64, batch 12, 65 tokens
          b  Transformer, 6 layers, 6 heads, 384 wide, context 256, batch 16, 65 tokens
          c  LSTM, 512 wide, length 64, batch 64, 65 tokens
          d  simple recurrent model, 512 wide, length 64, batch 64, 65 tokens
          e  LSTM, 2 layers, 200 wide, length 35, batch 20, 33,278 tokens

        The same configurations are trained with PyTorch where the two are compared.
        """,
    examples =
        """
        # One core against two
        chainrule bench train --config b --threads 1
        chainrule bench train --config b --threads 2

        # In a script
        chainrule bench train --config a --json
        """)
final class BenchTrain extends Command {
  @Option(names = "--config", paramLabel = "CONFIG", description = "Which configuration to train.")
  private BenchConfiguration configuration = BenchConfiguration.A;

  @Mixin private TimingOptions timing;
  @Mixin private ThreadsOption threads;
  @Mixin private SeedOption seed;
  @Mixin private JsonOption json;

  @Override
  protected void run(Console console) throws IOException {
    int timed = timing.timed();
    double warmUp = timing.warmUp();
    try (Parallel parallel = threads.start()) {
      Kernels kernels = Kernels.fast(parallel);
      console.detail("kernels: " + kernels.name());
      var benchmark = new TrainingBenchmark(configuration, kernels, seed.value());
      report(benchmark.run(warmUp, timed), console);
    }
  }

  private void report(TrainingBenchmark.Result result, Console console) throws IOException {
    String name = configuration.name().toLowerCase(Locale.ROOT);
    if (json.wanted()) {
      Json.Members report =
          Json.object()
              .with("config", Json.of(name))
              .with("threads", Json.of(threads.count()))
              .with("parameters", Json.of(result.parameters()))
              .with("steps", Json.of(result.steps()))
              .with("warm_up_steps", Json.of(result.warmUpSteps()))
              .with("seconds_per_step", Json.of(result.stepSeconds()))
              .with("fastest_seconds_per_step", Json.of(result.fastestSeconds()))
              .with("tokens_per_second", Json.of(result.tokensPerSecond()))
              .with("allocated_bytes_per_step", Json.of(result.bytesPerStep()))
              .with("loss", Json.of(result.loss()));
      JsonOption.write(Machine.withPeakMemory(report), console);
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s: %,d parameters, %d threads: %.2f ms a step (fastest %.2f), %,.0f tokens/s, %,d KB"
                + " allocated a step%s%n",
            name,
            result.parameters(),
            threads.count(),
            result.stepSeconds() * 1e3,
            result.fastestSeconds() * 1e3,
            result.tokensPerSecond(),
            (result.bytesPerStep() + 999) / 1000,
            Machine.peakMemoryInWords());
    console.out().write(line.getBytes(StandardCharsets.UTF_8));
  }
}
