package chainrule.cli.command;

import chainrule.cli.command.Doctor.Finding;
import chainrule.tokenize.io.Json;
import chainrule.train.kernel.VectorModule;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What `doctor` says of the computer and its Java.
final class Machine {
  private Machine() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(system());
    findings.add(java());
    findings.add(vectors());
    int cores = Runtime.getRuntime().availableProcessors();
    findings.add(new Finding("Cores", "cores", String.valueOf(cores), Json.of(cores)));
    findings.add(memory());
    return findings;
  }

  private static Finding system() {
    String name = System.getProperty("os.name") + " " + System.getProperty("os.version");
    String text =
        name + ", " + System.getProperty("os.arch") + processor().map(p -> ", " + p).orElse("");
    return new Finding("System", "system", text);
  }

  /// The processor's name, where the system tells it in a file.
  private static Optional<String> processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Finding java() {
    String version = Runtime.version().toString();
    String vendor = System.getProperty("java.vendor", "");
    String home = System.getProperty("java.home");
    return new Finding(
        "Java",
        "java",
        version + ", " + vendor + "\n" + home,
        Json.object()
            .with("version", Json.of(version))
            .with("vendor", Json.of(vendor))
            .with("home", Json.of(home)));
  }

  private static Finding vectors() {
    Optional<String> missing = VectorModule.load();
    if (missing.isPresent()) {
      String text = "none, so training is slow: " + missing.get();
      return new Finding("Vectors", "vector_bits", text, new Json.Null());
    }
    int bits = vectorBits();
    return new Finding("Vectors", "vector_bits", bits + " bits wide", Json.of(bits));
  }

  /// By reflection, because the module comes late and only the kernels may be compiled against it.
  private static int vectorBits() {
    try {
      Class<?> shape = Class.forName("jdk.incubator.vector.VectorShape");
      Object preferred = shape.getMethod("preferredShape").invoke(null);
      return (int) shape.getMethod("vectorBitSize").invoke(preferred);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the vector module is of another kind", e);
    }
  }

  private static Finding memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long available = system.getTotalMemorySize(); // the container's, in a container
    long installed = Math.max(available, installedMemory());
    String text =
        available < installed
            ? gigabytes(available) + " in this container, of " + gigabytes(installed)
            : gigabytes(installed);
    return new Finding(
        "Memory",
        "memory",
        text,
        Json.object()
            .with("available_bytes", Json.of(available))
            .with("installed_bytes", Json.of(installed)));
  }

  /// Of the whole machine, in bytes; 0 where no file tells it.
  private static long installedMemory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemTotal:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /// The most memory that this process has had in use at once, where the system says.
  static OptionalLong peakMemory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }

  /// A report with that, where it is known.
  static Json.Members withPeakMemory(Json.Members report) {
    OptionalLong peak = peakMemory();
    return peak.isPresent() ? report.with("peak_memory_bytes", Json.of(peak.getAsLong())) : report;
  }

  /// The same for the end of a line; empty where it is not known.
  static String peakMemoryInWords() {
    OptionalLong peak = peakMemory();
    return peak.isPresent() ? ", peak " + (peak.getAsLong() >> 20) + " MiB" : "";
  }

  static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
