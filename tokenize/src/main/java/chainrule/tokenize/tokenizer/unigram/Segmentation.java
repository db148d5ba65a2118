package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.text.ByteTrie;
import chainrule.tokenize.text.Utf8;
import java.util.Arrays;

/// Finds the most probable pieces of a text in one pass over its bytes (Viterbi over a trie). Where
/// two paths tie, the one whose last piece is longer wins, as in SentencePiece and Hugging Face
/// tokenizers. Whenever no piece spans a position, the path up to it is final and is handed out, so
/// that memory does not grow with the text. One thread's work space.
final class Segmentation {
  /// Told of the pieces of a text, in order.
  interface Sink {
    /// @param piece its number
    void piece(int piece, int from, int to);

    /// Characters that no piece covers. Neighbours come one by one.
    void unknown(int from, int to);
  }

  private static final int WINDOW = 1024; // bytes that are gathered before looking for a cut
  private static final int UNKNOWN = -1;

  private final ByteTrie trie;
  private final double[] scores;
  private final double unknownScore;
  private final boolean singlePrecision;
  private double[] best = new double[2 * WINDOW]; // of each position from the origin
  private int[] pieces = new int[2 * WINDOW]; // the best path's last piece
  private int[] starts = new int[2 * WINDOW]; // and where it begins
  private int[] path = new int[WINDOW]; // ends of its pieces, backwards

  Segmentation(ByteTrie trie, double[] scores, double unknownScore, boolean singlePrecision) {
    this.trie = trie;
    this.scores = scores;
    this.unknownScore = unknownScore;
    this.singlePrecision = singlePrecision;
  }

  void run(byte[] text, int from, int to, Sink out) {
    int origin = from;
    int reach = 0; // the farthest position that any piece so far ends at; all relative to origin
    best[0] = 0;
    int length = to - from;
    for (int at = 0; at < length; ) {
      if (at == reach && at >= WINDOW) {
        hand(origin, at, out);
        best[0] = best[at];
        origin += at;
        length -= at;
        at = 0;
        reach = 0;
      }
      int character = Utf8.length(Utf8.codePoint(text, origin + at, to));
      double here = best[at];
      boolean covered = false;
      long node = trie.root();
      for (int end = at; end < length; ) {
        node = trie.child(node, text[origin + end++]);
        if (node == ByteTrie.NO_NODE) {
          break;
        }
        int piece = ByteTrie.value(node);
        if (piece >= 0) {
          reach = reachTo(end, reach);
          double score = here + scores[piece];
          if (score > best[end]) {
            best[end] = singlePrecision ? (float) score : score;
            pieces[end] = piece;
            starts[end] = at;
          }
          covered |= end - at == character;
        }
      }
      if (!covered) {
        int end = at + character;
        reach = reachTo(end, reach);
        double exact = here + unknownScore;
        double score = singlePrecision ? (float) exact : exact;
        if (score > best[end]) {
          best[end] = score;
          pieces[end] = UNKNOWN;
          starts[end] = at;
        }
      }
      at += character;
    }
    hand(origin, length, out);
  }

  private int reachTo(int end, int reach) {
    if (end <= reach) {
      return reach;
    }
    if (end >= best.length) {
      int size = (int) Math.min(Integer.MAX_VALUE - 8, 2L * end);
      best = Arrays.copyOf(best, size);
      pieces = Arrays.copyOf(pieces, size);
      starts = Arrays.copyOf(starts, size);
    }
    Arrays.fill(best, reach + 1, end + 1, Double.NEGATIVE_INFINITY);
    return end;
  }

  private void hand(int origin, int length, Sink out) {
    int count = 0;
    for (int end = length; end > 0; end = starts[end]) {
      if (count == path.length) {
        path = Arrays.copyOf(path, 2 * count);
      }
      path[count++] = end;
    }
    while (count > 0) {
      int end = path[--count];
      if (pieces[end] == UNKNOWN) {
        out.unknown(origin + starts[end], origin + end);
      } else {
        out.piece(pieces[end], origin + starts[end], origin + end);
      }
    }
  }
}
