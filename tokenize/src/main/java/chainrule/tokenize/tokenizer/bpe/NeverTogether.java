package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.Vocabulary;

/// Which characters never stand side by side in any token. No merge crosses such a place, so that a
/// text without pre-tokenization (Llama 2's) can be cut there, and its words looked up, without any
/// difference. Pairs are hashed into bits: two that fall on one bit cost a cut, never a wrong one.
final class NeverTogether {
  private static final int BITS = 20;

  private final long[] together = new long[1 << (BITS - 6)];

  private NeverTogether() {}

  static NeverTogether of(Vocabulary vocabulary) {
    NeverTogether pairs = new NeverTogether();
    byte[] pool = vocabulary.pool();
    for (int id = 0; id < vocabulary.size(); id++) {
      if (!vocabulary.has(id)) {
        continue;
      }
      int to = vocabulary.start(id) + vocabulary.length(id);
      int last = -1;
      for (int at = vocabulary.start(id); at < to; ) {
        int codePoint = Utf8.codePoint(pool, at, to);
        at += Utf8.length(codePoint);
        if (last >= 0) {
          int bit = bit(last, codePoint);
          pairs.together[bit >> 6] |= 1L << bit;
        }
        last = codePoint;
      }
    }
    return pairs;
  }

  boolean test(int left, int right) {
    int bit = bit(left, right);
    return (together[bit >> 6] & (1L << bit)) == 0;
  }

  private static int bit(int left, int right) {
    return (left * 0x9e3779b1 + right * 0x85ebca6b) >>> (32 - BITS);
  }

  /// The end of the unit that begins at `from`: the first place worth cutting at. Units are words
  /// for what they are good for, to be looked up; other places are taken only where no word ends.
  int unit(byte[] text, int from, int to) {
    int left = Utf8.codePoint(text, from, to);
    int at = from + Utf8.length(left);
    while (at < to) {
      int right = Utf8.codePoint(text, at, to);
      boolean word = right == '▁' || right == ' ' || left == '\n';
      if (((word && left != right) || at - from >= LONG) && test(left, right)) {
        return at;
      }
      left = right;
      at += Utf8.length(right);
    }
    return to;
  }

  private static final int LONG = 64;
}
