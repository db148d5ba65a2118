package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.tokenizer.Vocabulary;
import java.util.Arrays;

/// Finds the two parts that a token of a rank file was merged from: its bytes are merged by the
/// tokens below its own rank until two symbols are left.
final class RankMerging {
  private final Vocabulary vocabulary;
  private int[] starts = new int[64]; // of the symbols, from the token's first byte
  private int[] ranks = new int[64]; // of the pair that begins here
  private int left;
  private int right;

  RankMerging(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  int left() {
    return left;
  }

  int right() {
    return right;
  }

  /// Whether the token has two parts; a few of some files are made by no merge.
  boolean parts(int id) {
    byte[] pool = vocabulary.pool();
    int base = vocabulary.start(id);
    int length = vocabulary.length(id);
    if (length >= starts.length) {
      starts = new int[2 * length];
      ranks = new int[2 * length];
    }
    Arrays.setAll(starts, i -> base + i);
    int symbols = length; // starts[symbols] is the end
    for (int i = 0; i < symbols; i++) {
      ranks[i] = rank(pool, i, symbols, id);
    }
    while (symbols > 2) {
      int best = 0;
      for (int i = 1; i + 1 < symbols; i++) {
        if (ranks[i] < ranks[best]) {
          best = i;
        }
      }
      if (ranks[best] == Merges.NONE) {
        return false;
      }
      System.arraycopy(starts, best + 2, starts, best + 1, symbols - best - 1);
      System.arraycopy(ranks, best + 2, ranks, best + 1, symbols - best - 2);
      symbols--;
      ranks[best] = rank(pool, best, symbols, id);
      if (best > 0) {
        ranks[best - 1] = rank(pool, best - 1, symbols, id);
      }
    }
    left = vocabulary.id(pool, starts[0], starts[1]);
    right = vocabulary.id(pool, starts[1], starts[2]);
    return left >= 0 && right >= 0;
  }

  private int rank(byte[] pool, int at, int symbols, int below) {
    if (at + 2 > symbols) {
      return Merges.NONE;
    }
    int id = vocabulary.id(pool, starts[at], starts[at + 2]);
    return id >= 0 && id < below ? id : Merges.NONE;
  }
}
