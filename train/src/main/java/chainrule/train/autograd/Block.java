package chainrule.train.autograd;

/// A stretch of memory that is in use from one step of a plan to another; several tensors may share
/// it, one after the other or because they hold the same numbers. Times are inclusive.
final class Block {
  static final Block NONE = new Block(0, 0, 0);

  /// No write is to come but those that nobody else can see.
  static final int NEVER = Integer.MAX_VALUE;

  final long size;
  final int start;
  int end;

  /// When the numbers will change while others might still want to read them as they are.
  int nextWrite = NEVER;

  /// Where it lies, once that is decided.
  long place;

  Block(long size, int start, int end) {
    this.size = size;
    this.start = start;
    this.end = end;
  }

  void extend(int time) {
    end = Math.max(end, time);
  }

  boolean overlaps(Block other) {
    return start <= other.end && other.start <= end;
  }
}
