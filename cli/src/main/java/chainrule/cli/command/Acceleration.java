package chainrule.cli.command;

import chainrule.cli.command.Doctor.Finding;
import chainrule.export.runtime.CudaLibrary;
import chainrule.export.runtime.OnnxRuntime;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.NotOnThisMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `doctor` says of ONNX Runtime, of a GPU, and of what stands between them.
final class Acceleration {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
  private static final Pattern DRIVER_VERSION =
      Pattern.compile("(?:Module|x86_64|aarch64) +(\\d[\\d.]+)");

  private Acceleration() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Optional<OnnxRuntime> runtime = runtime(findings);
    Optional<String> driver = driver();
    findings.add(gpu(driver));
    if (System.getProperty("os.name").equals("Linux")) {
      libraries(findings);
    }
    findings.add(verdict(runtime, driver));
    return findings;
  }

  private static Optional<OnnxRuntime> runtime(List<Finding> findings) {
    try {
      OnnxRuntime runtime = OnnxRuntime.probe();
      String providers = String.join(", ", runtime.providers());
      findings.add(
          new Finding(
              "ONNX Runtime",
              "onnxruntime",
              runtime.version() + ", computes on " + providers,
              Json.object()
                  .with("version", Json.of(runtime.version()))
                  .with(
                      "providers", Json.of(runtime.providers().stream().map(Json::of).toList()))));
      return Optional.of(runtime);
    } catch (NotOnThisMachine e) {
      findings.add(new Finding("ONNX Runtime", "onnxruntime", e.getMessage(), new Json.Null()));
      return Optional.empty();
    }
  }

  /// The version of NVIDIA's driver.
  private static Optional<String> driver() {
    try {
      Matcher version = DRIVER_VERSION.matcher(Files.readString(DRIVER));
      return Optional.of(version.find() ? version.group(1) : "of an unknown version");
    } catch (IOException e) {
      // Some containers and WSL have the driver without that file.
      return smi("driver_version").stream().findFirst();
    }
  }

  private static Finding gpu(Optional<String> driver) {
    if (driver.isEmpty()) {
      boolean apple = System.getProperty("os.name").startsWith("Mac");
      String text = apple ? "Apple's, which is not used" : "none with NVIDIA's driver";
      return new Finding("GPU", "gpu", text, new Json.Null());
    }
    List<String> names = smi("name,memory.total");
    String text =
        names.isEmpty() ? "NVIDIA's, but nvidia-smi does not tell which" : String.join("\n", names);
    return new Finding(
        "GPU",
        "gpu",
        text + "\ndriver " + driver.get(),
        Json.object()
            .with("names", Json.of(names.stream().map(Json::of).toList()))
            .with("driver", Json.of(driver.get())));
  }

  /// What NVIDIA's own tool says, a line for each GPU; nothing where it is not there.
  private static List<String> smi(String fields) {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      try (InputStream out = process.getInputStream()) {
        List<String> lines =
            new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        return process.waitFor() == 0 ? lines : List.of();
      }
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static void libraries(List<Finding> findings) {
    Json.Members found = Json.object();
    List<String> lines = new ArrayList<>();
    Set<String> packages = new LinkedHashSet<>();
    Set<String> wheels = new LinkedHashSet<>();
    for (CudaLibrary library : CudaLibrary.values()) {
      boolean there = library.isFound();
      found = found.with(library.file(), Json.of(there));
      String wanted =
          library.isDriver()
              ? "missing; it comes with the driver"
              : library.isRequired() ? "missing" : "missing, but few models want it";
      lines.add(
          String.format(
              Locale.ROOT,
              "%-16s%-19s%s",
              library.title(),
              library.file(),
              there ? "found" : wanted));
      if (!there && !library.isDriver()) {
        packages.add(library.systemPackage());
        wheels.add(library.wheel());
      }
    }
    if (!packages.isEmpty()) {
      lines.add("to get what is missing, from NVIDIA's repository for your system:");
      lines.add("  apt-get install " + String.join(" ", packages));
      lines.add("or without an administrator, then add its folders to LD_LIBRARY_PATH:");
      lines.add("  pip install " + String.join(" ", wheels));
    }
    findings.add(new Finding("CUDA needs", "cuda_libraries", String.join("\n", lines), found));
  }

  private static Finding verdict(Optional<OnnxRuntime> runtime, Optional<String> driver) {
    List<String> reasons = new ArrayList<>();
    if (driver.isEmpty()) {
      reasons.add("no GPU with NVIDIA's driver");
    }
    runtime.flatMap(OnnxRuntime::noCuda).ifPresent(reasons::add);
    if (runtime.isEmpty()) {
      reasons.add("no ONNX Runtime");
    }
    String text =
        reasons.isEmpty()
            ? "can be used: --device cuda"
            : "cannot be used: " + String.join("; ", reasons);
    boolean cpuOnly = runtime.isPresent() && !runtime.get().providers().contains("CUDA");
    if (driver.isPresent() && cpuOnly) {
      text += "\nbuild it for the GPU, in a checkout: mvn package -Pcuda -DskipTests";
    }
    Json.Members value =
        Json.object()
            .with("usable", Json.of(reasons.isEmpty()))
            .with("reasons", Json.of(reasons.stream().map(Json::of).toList()));
    return new Finding("CUDA", "cuda", text, value);
  }
}
