package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.reference.Heading;
import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.runtime.Decoder;
import chainrule.export.runtime.Device;
import chainrule.export.runtime.Generator;
import chainrule.export.runtime.HostDecoder;
import chainrule.export.runtime.LoopDecoder;
import chainrule.export.runtime.NodePlacement;
import chainrule.export.runtime.SelfCheck;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What only neural models have.
@Heading("Neural models")
public final class NeuralOptions {
  private static final int MOST_ALTERNATIVES = 1000;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Make N sequences at once (default: 16, or as many as there are).")
  private Integer batch;

  @Option(
      names = "--logprobs",
      paramLabel = "K",
      description =
          "With --format jsonl, tell the log-probability of each token and of the K most likely in"
              + " its place.")
  private Integer alternatives;

  @Option(
      names = "--overflow",
      paramLabel = "WHAT",
      description =
          "Where a text gets longer than what the model looks back at: slide, which goes on from"
              + " the last half, or stop (default: slide).")
  private Generator.Overflow overflow = Generator.Overflow.SLIDE;

  @Option(
      names = "--no-self-test",
      description = "Do not see first whether MODEL says what it said when it was exported.")
  private boolean untested;

  @Mixin private DeviceOption device;

  /// Sees whether a file still says what it said when it was exported; a run was exported just now.
  public SelfCheck.Verdict check(LanguageModelFile file, int threads) throws IOException {
    boolean wanted = !untested && file.place() instanceof LanguageModelFile.Place.OnDisk;
    return wanted ? SelfCheck.begin(file, threads) : SelfCheck.Verdict.PASSED;
  }

  /// @param usual how many sequences are made at once where the user does not say
  public int batch(int usual) {
    if (batch != null && batch < 1) {
      throw new BadSetting("--batch-size must be at least 1, not " + batch, "");
    }
    return batch == null ? usual : batch;
  }

  /// See [DecodingSettings#alternatives].
  public int alternatives() {
    if (alternatives != null && (alternatives < 0 || alternatives > MOST_ALTERNATIVES)) {
      throw new BadSetting(
          "--logprobs is a number from 0 to %d, not %d".formatted(MOST_ALTERNATIVES, alternatives),
          "");
    }
    return alternatives == null ? -1 : alternatives;
  }

  public Generator.Overflow overflow() {
    return overflow;
  }

  /// Refuses options that mean nothing to a model of another kind.
  public void refuse(String model) {
    if (alternatives != null) {
      throw new BadSetting(
          "--logprobs is for neural models, and " + model + " is an n-gram model",
          "chainrule eval --per-token tells probabilities of n-gram models");
    }
    device.refuse(model);
  }

  /// What makes the tokens of a model, once it has passed its check.
  public BiFunction<LanguageModelFile, DecodingSettings, Decoder> decoders(
      int threads, SelfCheck.Verdict verdict, Console console) {
    Device chosen = device.choose(console);
    return (file, settings) -> {
      Decoder decoder = decoder(file, settings, chosen, threads, console);
      try {
        verdict.require();
        return decoder;
      } catch (IOException e) {
        decoder.close();
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        decoder.close();
        throw e;
      }
    };
  }

  private Decoder decoder(
      LanguageModelFile file,
      DecodingSettings settings,
      Device chosen,
      int threads,
      Console console) {
    int useful = LoopDecoder.usefulThreads(file, settings, threads);
    if (!LoopDecoder.canRun(file)) {
      console.say(
          file.name() + ": its operators are too old for a loop, so tokens are drawn one by one");
      return HostDecoder.open(file, settings, useful);
    }
    try {
      tellPlacement(file, settings, chosen, console);
      return Decoder.open(file, settings, chosen, useful);
    } catch (Failure e) {
      if (chosen instanceof Device.Cpu || !device.isAutomatic()) {
        throw e;
      }
      console.say("computing on the CPU: " + e.getMessage());
      return Decoder.open(file, settings, new Device.Cpu(), useful);
    }
  }

  /// Names what the GPU's provider left to the processor, for those who want to know.
  private static void tellPlacement(
      LanguageModelFile file, DecodingSettings settings, Device device, Console console) {
    if (device instanceof Device.Cpu || !console.isVerbose()) {
      return;
    }
    try {
      NodePlacement placement = NodePlacement.watch(file, settings, device, 1);
      String others = placement.besides("CUDA");
      console.detail(
          others.isEmpty()
              ? "CUDA computes all of %d nodes".formatted(placement.count())
              : "of %d nodes, CUDA does not compute %s".formatted(placement.count(), others));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
