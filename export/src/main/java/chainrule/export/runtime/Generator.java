package chainrule.export.runtime;

import chainrule.export.runtime.Decoder.Stretch;
import chainrule.export.runtime.Decoder.Turns;
import java.util.List;

/// Makes sequences with a [Decoder], several at once. Prompts may differ in length: what all of
/// them have is read at once, and the rest of the longer ones takes the place of drawn tokens. Not
/// for several threads.
public final class Generator {
  /// How many tokens are made before anybody hears of them.
  public enum Pace {
    /// Few, so that they can be read as they come.
    STREAM(30),
    /// As many as stay within a moment, so that what has ended is seen to have.
    STRETCHES(400),
    /// All.
    WHOLE(Long.MAX_VALUE / 1_000_000);

    private final long milliseconds;

    Pace(long milliseconds) {
      this.milliseconds = milliseconds;
    }
  }

  /// What becomes of a text that is longer than what the model can look back to.
  public enum Overflow {
    /// The last half of what it knows is read again, and all before is forgotten.
    SLIDE,
    /// The sequence ends.
    STOP
  }

  private final Decoder decoder;
  private final int context;
  private final Overflow overflow;
  private final Pace pace;

  /// @param context how many tokens the model can look back to; `Integer.MAX_VALUE` for any number
  public Generator(Decoder decoder, int context, Overflow overflow, Pace pace) {
    this.decoder = decoder;
    this.context = context;
    this.overflow = overflow;
    this.pace = pace;
  }

  /// Returns when all of them have ended.
  public void run(List<Sequence> sequences) {
    int known = sequences.stream().mapToInt(Sequence::size).min().orElseThrow();
    int read = begin(sequences, known);
    int stretch = pace == Pace.WHOLE ? Integer.MAX_VALUE : 1;
    while (true) {
      if (read > context) {
        if (overflow == Overflow.STOP) {
          sequences.stream().filter(s -> !s.hasEnded()).forEach(s -> s.end(Sequence.End.CONTEXT));
          return;
        }
        read = begin(sequences, known);
      }
      int place = known;
      long wanted = sequences.stream().mapToLong(s -> s.turns(place)).max().orElseThrow();
      if (wanted <= 0) {
        return;
      }
      int room = context - read + 1;
      int count = (int) Math.min(Math.min(wanted, room), Math.min(stretch, LONGEST));
      long start = System.nanoTime();
      Stretch made = decoder.next(turns(sequences, known, count));
      for (int turn = 0; turn < made.turns(); turn++) {
        for (int row = 0; row < sequences.size(); row++) {
          sequences.get(row).take(known + turn, made, turn, row);
        }
      }
      known += made.turns();
      read += made.turns();
      if (sequences.stream().allMatch(Sequence::hasEnded)) {
        return;
      }
      stretch = next(stretch, System.nanoTime() - start);
    }
  }

  private static final int LONGEST = 1 << 16; // turns, for which there is noise in memory

  /// Twice as long while it is quick.
  private int next(int stretch, long nanoseconds) {
    return nanoseconds < pace.milliseconds * 500_000 && stretch < LONGEST ? 2 * stretch : stretch;
  }

  /// Reads the end of what is known; returns how many tokens the decoder will have read after the
  /// next turn.
  private int begin(List<Sequence> sequences, int known) {
    int window = known <= context && known > 0 ? known : Math.max(1, context / 2);
    decoder.begin(
        sequences.stream().map(sequence -> sequence.before(known)).toArray(int[][]::new), window);
    return window;
  }

  private static Turns turns(List<Sequence> sequences, int known, int count) {
    int batch = sequences.size();
    double[][] noise = new double[count][batch];
    int[][] forced = new int[count][batch];
    boolean[] ended = new boolean[batch];
    for (int row = 0; row < batch; row++) {
      Sequence sequence = sequences.get(row);
      ended[row] = sequence.hasEnded();
      for (int turn = 0; turn < count; turn++) {
        noise[turn][row] = sequence.noise(known + turn);
        forced[turn][row] = sequence.known(known + turn);
      }
    }
    return new Turns(noise, forced, ended);
  }
}
