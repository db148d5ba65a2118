package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.export.runtime.Device;
import chainrule.export.runtime.OnnxRuntime;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.NotOnThisMachine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// `--device auto|cpu|cuda[:N]`.
public final class DeviceOption {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "Compute on: auto (a GPU where there is one), cpu, cuda or cuda:N.")
  private String device = "auto";

  /// Whether another one may be taken where this one fails.
  public boolean isAutomatic() {
    return device.equals("auto");
  }

  /// Refuses a GPU that is asked for by name where only the processor computes.
  public void refuse(String model) {
    if (!device.equals("cpu") && cuda().matches()) {
      throw new BadSetting(
          "--device %s is for neural models, and %s is an n-gram model".formatted(device, model),
          "leave it out: n-gram models use the CPU");
    }
  }

  /// What was asked for, which is not `cpu`: it matches where that is a GPU.
  private Matcher cuda() {
    Matcher cuda = CUDA.matcher(device);
    if (!isAutomatic() && !cuda.matches()) {
      throw new BadSetting(
          "--device is auto, cpu, cuda or cuda:N, not '" + device + "'", "N counts GPUs from 0");
    }
    return cuda;
  }

  /// What there is of what was asked for; says why the choice fell on the processor.
  public Device choose(Console console) {
    if (device.equals("cpu")) {
      return new Device.Cpu();
    }
    Matcher cuda = cuda();
    Optional<String> missing = OnnxRuntime.probe().noCuda();
    if (missing.isEmpty()) {
      boolean isNumbered = !isAutomatic() && cuda.group(1) != null;
      return new Device.Cuda(isNumbered ? Integer.parseInt(cuda.group(1)) : 0);
    }
    if (!isAutomatic()) {
      throw new NotOnThisMachine(
          "--device " + device + ": " + missing.get(), "chainrule doctor tells what is missing");
    }
    console.say("computing on the CPU: " + missing.get());
    return new Device.Cpu();
  }
}
