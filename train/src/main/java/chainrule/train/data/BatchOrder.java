package chainrule.train.data;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.tensor.Rng;

/// Which windows of the data make the batch of a step. Everything follows from the step alone.
public sealed interface BatchOrder {
  /// Where in the data the window of a row begins. Windows are one token longer than the context,
  /// since the last of its tokens is predicted, too.
  ///
  /// @param step from 0
  long start(long step, int row);

  /// Whether the rows go on where those of the step before ended, so that a state can be carried.
  boolean continues(long step);

  /// How many steps it takes to see all of the data once.
  double stepsInEpoch();

  /// Windows at random places, as nanoGPT draws them.
  record Random(long tokens, int context, int batch, long seed) implements BatchOrder {
    public Random {
      requireWindow(tokens, context);
    }

    @Override
    public long start(long step, int row) {
      return (new Rng(Rng.key(seed, step, row)).nextLong() >>> 1) % (tokens - context);
    }

    @Override
    public boolean continues(long step) {
      return false;
    }

    @Override
    public double stepsInEpoch() {
      return (double) tokens / ((double) batch * context);
    }
  }

  /// Windows that do not overlap, in another order and from another offset in every epoch.
  record Shuffled(long tokens, int context, int batch, long seed) implements BatchOrder {
    public Shuffled {
      requireWindow(tokens, context);
    }

    /// The same for every offset, so that the epoch of a window is a division.
    private long windows() {
      return Math.max(1, (tokens - context) / context);
    }

    @Override
    public long start(long step, int row) {
      long number = step * batch + row;
      long epoch = number / windows();
      long slack = tokens - 1 - windows() * context; // tokens that the windows leave over
      long offset = Long.remainderUnsigned(Rng.key(seed, epoch, -1), Math.min(context, slack + 1));
      long window = new Permutation(windows(), Rng.key(seed, epoch)).at(number % windows());
      return offset + window * context;
    }

    @Override
    public boolean continues(long step) {
      return false;
    }

    @Override
    public double stepsInEpoch() {
      return (double) windows() / batch;
    }
  }

  /// One long stretch of the data for each row, read from its begin to its end.
  record Sequential(long tokens, int context, int batch) implements BatchOrder {
    public Sequential {
      if (tokens - 1 < (long) batch * context) {
        throw new BadSetting(
            "%,d tokens are too few for %d rows of %d and the token after them"
                .formatted(tokens, batch, context),
            "use more text, a smaller --batch or a smaller --context");
      }
    }

    private long stretch() {
      return (tokens - 1) / batch;
    }

    private long windows() {
      return stretch() / context;
    }

    @Override
    public long start(long step, int row) {
      return row * stretch() + step % windows() * context;
    }

    @Override
    public boolean continues(long step) {
      return step % windows() != 0;
    }

    @Override
    public double stepsInEpoch() {
      return windows();
    }
  }

  private static void requireWindow(long tokens, int context) {
    if (tokens <= context) {
      throw new BadSetting(
          "%,d tokens are too few for a context of %,d and the token after it"
              .formatted(tokens, context),
          "use more text or a smaller --context");
    }
  }
}
