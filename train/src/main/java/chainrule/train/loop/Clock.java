package chainrule.train.loop;

/// How much time a training has used, that of earlier sittings included. Only differences of a
/// monotonic clock count, so that a wall clock that jumps does no harm.
final class Clock {
  private final double before;
  private final long start = System.nanoTime();

  /// @param before seconds that earlier sittings used
  Clock(double before) {
    this.before = before;
  }

  double seconds() {
    return before + (System.nanoTime() - start) / 1e9;
  }
}
