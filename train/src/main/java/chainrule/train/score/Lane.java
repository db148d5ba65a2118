package chainrule.train.score;

import java.util.List;

/// A stretch of a document that one row of a model reads, window after window.
///
/// @param document its number
/// @param from the first place of the document's sequence that is read
/// @param to the last place that is foretold; all before it are read
/// @param skipped how many places are only read, because another lane foretells them
public record Lane(int document, int from, int to, int skipped) {
  /// Carried states begin anew in so many places of a long document, so that there is something to
  /// do side by side.
  private static final int MOST = 16;

  /// A lane of its own is worth so many windows.
  private static final int WINDOWS = 8;

  int length() {
    return to - from;
  }

  /// Windows that do not depend on each other.
  ///
  /// @param length of the document's sequence
  /// @param stride how many places each window begins after the one before
  static void windows(int document, int length, int context, int stride, List<Lane> lanes) {
    int known = 0; // the last place that was foretold
    for (int from = 0; known < length - 1; from += stride) {
      int to = Math.min(from + context, length - 1);
      lanes.add(new Lane(document, from, to, known - from));
      known = to;
    }
  }

  /// Rows of neighbouring windows whose state is carried from each to the next.
  static void carried(int document, int length, int context, List<Lane> lanes) {
    long share = context * windowsOfLane((length - 1L + context - 1) / context);
    for (long from = 0; from < length - 1; from += share) {
      lanes.add(new Lane(document, (int) from, (int) Math.min(from + share, length - 1), 0));
    }
  }

  /// How many neighbouring windows one row reads when the state is carried.
  public static long windowsOfLane(long windows) {
    long count = Math.clamp(windows / WINDOWS, 1, MOST);
    return (windows + count - 1) / count;
  }
}
