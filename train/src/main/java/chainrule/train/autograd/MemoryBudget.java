package chainrule.train.autograd;

import chainrule.tokenize.io.BadSetting;
import java.util.Locale;

/// How much memory there is, asked before much of it is taken.
public final class MemoryBudget {
  private MemoryBudget() {}

  /// Refuses what does not fit, with both numbers.
  ///
  /// @param what that needs the memory, as the beginning of a message: `a training step`
  /// @param bytes needed beside what is in use already
  public static void require(String what, long bytes) {
    long available = available();
    if (bytes > available) {
      System.gc(); // part of what is in use may be garbage
      available = available();
    }
    if (bytes > available) {
      throw new BadSetting(
          "%s needs %s of memory, and of the %s that the JVM may use %s are left"
              .formatted(
                  what, text(bytes), text(Runtime.getRuntime().maxMemory()), text(available)),
          "make the batch, the context or the model smaller, or give the JVM more (-Xmx)");
    }
  }

  private static long available() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  /// `812 MB`, `3.2 GB`.
  public static String text(long bytes) {
    if (bytes >= 10_000_000_000L) {
      return String.format(Locale.ROOT, "%,d GB", bytes / 1_000_000_000);
    }
    return bytes >= 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : String.format(Locale.ROOT, "%,d MB", (bytes + 999_999) / 1_000_000);
  }
}
