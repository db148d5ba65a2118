package chainrule.cli.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A line on standard error that tells how far a long task is: a bar, what was done, the rate and
/// the time that remains. On a terminal the line is drawn over itself; elsewhere, if asked for at
/// all, a new line comes now and then. Several threads may add to it.
public final class Progress implements AutoCloseable {
  private static final long TERMINAL_INTERVAL = 100_000_000L; // nanoseconds
  private static final long LINE_INTERVAL = 10_000_000_000L;
  private static final int BAR = 24;

  private final PrintStream err; // null: silent
  private final Terminal terminal;
  private final String label;
  private final Unit unit;
  private final long total; // negative where it is not known
  private final LongSupplier clock;
  private final long start;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong due;
  private int drawn; // characters that stand on the line

  Progress(
      PrintStream err, Terminal terminal, String label, Unit unit, long total, LongSupplier clock) {
    this.err = err;
    this.terminal = terminal;
    this.label = label;
    this.unit = unit;
    this.total = total;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.due = new AtomicLong(start + interval());
  }

  private long interval() {
    return terminal.errors() ? TERMINAL_INTERVAL : LINE_INTERVAL;
  }

  public void add(long amount) {
    long now = done.addAndGet(amount);
    if (err == null) {
      return;
    }
    long time = clock.getAsLong();
    long when = due.get();
    if (time - when >= 0 && due.compareAndSet(when, time + interval())) {
      draw(now, time);
    }
  }

  private synchronized void draw(long now, long time) {
    String line = line(now, time);
    if (terminal.errors()) {
      overwrite(line.substring(0, Math.min(line.length(), terminal.columns() - 1)));
    } else {
      err.println(line);
    }
    err.flush();
  }

  /// With blanks where the last line was longer, which every terminal understands.
  private void overwrite(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    drawn = line.length();
  }

  private String line(long now, long time) {
    double seconds = Math.max(1e-9, (time - start) / 1e9);
    double rate = (double) now / seconds;
    String line = label + "  ";
    if (total > 0) {
      double share = Math.min(1, (double) now / total);
      int full = (int) (share * BAR);
      line += "█".repeat(full) + "░".repeat(BAR - full);
      line += String.format(Locale.ROOT, " %3.0f%%  ", share * 100);
    }
    line += unit.format((double) now) + "  " + unit.format(rate) + "/s";
    if (total > now && rate > 0) {
      line += "  " + duration((long) ((total - now) / rate)) + " left";
    }
    return line;
  }

  /// Seconds as people read them: `42 s`, `3:07`, `2:03:07`.
  public static String duration(long seconds) {
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
            : String.format(
                Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /// On a terminal takes the line away, so that results stand alone; elsewhere says how it ended.
  @Override
  public synchronized void close() {
    if (err == null) {
      return;
    }
    if (!terminal.errors()) {
      draw(done.get(), clock.getAsLong());
    } else if (drawn > 0) {
      overwrite("");
      err.print("\r");
      err.flush();
      drawn = 0;
    }
  }
}
