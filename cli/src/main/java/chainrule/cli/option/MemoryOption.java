package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// `--memory SIZE`. The launcher reads it, too, and makes the heap large enough.
public final class MemoryOption {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12})(%|[kmgt]?)(i?b)?", Pattern.CASE_INSENSITIVE);
  private static final long SMALLEST = 1 << 20;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "Use SIZE of memory for data (512M, 4G, 50%%), temporary files beyond (default: half of"
              + " the machine's).")
  private String size;

  /// In bytes.
  public long bytes() {
    long heap = Runtime.getRuntime().maxMemory();
    if (size == null) {
      return heap / 4 * 3;
    }
    Matcher matcher = SIZE.matcher(size.strip());
    if (!matcher.matches()) {
      throw new BadSetting(
          "--memory " + size + " is no size", "write a number and K, M, G, T or %: --memory 4G");
    }
    long number = Long.parseLong(matcher.group(1));
    long bytes =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "%" -> physical() / 100 * number;
          case "k" -> number << 10;
          case "m" -> number << 20;
          case "g" -> number << 30;
          case "t" -> number << 40;
          default -> number;
        };
    if (bytes < SMALLEST) {
      throw new BadSetting("--memory " + size + " is less than 1M", "");
    }
    return Math.min(bytes, heap / 8 * 7); // started without the launcher, the heap may be smaller
  }

  private static long physical() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
