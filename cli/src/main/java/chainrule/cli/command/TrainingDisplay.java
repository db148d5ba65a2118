package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.loop.Metrics;
import chainrule.train.loop.TrainingObserver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/// Shows how a training goes: on a terminal one line that is drawn over itself, with a small curve
/// of the loss; elsewhere a plain line at a steady interval. Evaluations get a line of their own.
final class TrainingDisplay implements TrainingObserver {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int CURVE = 16; // points
  private static final long DRAW_INTERVAL = 200_000_000L; // nanoseconds
  private static final long LINE_INTERVAL = 10_000_000_000L;

  private final Console console;
  private final Optional<Tokenizer> tokenizer;
  private final Deque<Double> curve = new ArrayDeque<>();
  private final boolean live;
  private long due = System.nanoTime();
  private double smooth = Double.NaN;
  private long begun = System.nanoTime();
  private long before = -1; // steps that earlier sittings did
  private boolean drawn;

  TrainingDisplay(Console console, Optional<Tokenizer> tokenizer) {
    this.console = console;
    this.tokenizer = tokenizer;
    this.live = console.progress() && console.terminal().errors();
    this.due += live ? 0 : LINE_INTERVAL;
  }

  @Override
  public void stepped(long step, double steps, double loss, double tokensPerSecond) {
    smooth = Double.isNaN(smooth) ? loss : 0.95 * smooth + 0.05 * loss;
    long now = System.nanoTime();
    if (before < 0) { // the first step warms up, and is no measure of the others
      before = step;
      begun = now;
    }
    if (now - due < 0) {
      return;
    }
    due = now + (live ? DRAW_INTERVAL : LINE_INTERVAL);
    String line =
        String.format(
            Locale.ROOT,
            "step %,d/%,.0f  %3.0f%%  %sloss %.4f  %s",
            step,
            steps,
            100 * step / steps,
            remaining(step, steps, now),
            smooth,
            Double.isNaN(tokensPerSecond) ? "" : Unit.TOKENS.format(tokensPerSecond) + "/s");
    if (live) {
      draw(line + "  " + bars());
    } else {
      console.say(line);
    }
  }

  /// How long the steps that are left will take if they go as those before did.
  private String remaining(long step, double steps, long now) {
    if (step == before) {
      return "";
    }
    double seconds = (now - begun) / 1e9 / (step - before) * Math.max(0, steps - step);
    return Progress.duration(Math.round(seconds)) + " left  ";
  }

  private String bars() {
    curve.addLast(smooth);
    if (curve.size() > CURVE) {
      curve.removeFirst();
    }
    double low = curve.stream().mapToDouble(x -> x).min().orElse(0);
    double high = curve.stream().mapToDouble(x -> x).max().orElse(1);
    StringBuilder bars = new StringBuilder();
    for (double point : curve) {
      double height = high > low ? (point - low) / (high - low) : 0;
      bars.append(BARS.charAt((int) (height * (BARS.length() - 1))));
    }
    return bars.toString();
  }

  private void draw(String line) {
    int room = console.terminal().columns() - 1;
    console.err().print("\r" + line.substring(0, Math.min(room, line.length())) + "\u001b[K");
    console.err().flush();
    drawn = true;
  }

  /// Takes the live line away.
  void clear() {
    if (drawn) {
      console.err().print("\r\u001b[K");
      console.err().flush();
      drawn = false;
    }
  }

  @Override
  public void logged(Metrics row) {
    clear();
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "step %,d  loss %.4f", row.step(), row.trainLoss()));
    if (!Double.isNaN(row.validationLoss())) {
      line.append(
          String.format(
              Locale.ROOT,
              "  validation %.4f  perplexity %.2f",
              row.validationLoss(),
              row.perplexity()));
    }
    if (!Double.isNaN(row.bitsPerByte())) {
      line.append(String.format(Locale.ROOT, "  %.3f bits per byte", row.bitsPerByte()));
    }
    line.append("  ").append(Progress.duration(Math.round(row.seconds())));
    console.say(line.toString());
  }

  @Override
  public void sampled(long step, int[] ids) {
    clear();
    String text = new String(tokenizer.orElseThrow().decode(ids), StandardCharsets.UTF_8);
    String printable = text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\ufffd").strip();
    console.say("--- sample of step %,d%n%s%n---".formatted(step, printable));
  }

  @Override
  public void warned(String message) {
    clear();
    console.warn(message);
  }
}
