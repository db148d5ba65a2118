package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;

/// The places of a text sorted by what leads up to them: by the word there, then the word before,
/// and so on for N words. All n-grams of all orders up to N lie in it as runs of neighbours. One
/// stable counting sort for each order does it: places sorted by n words, taken in that order and
/// dealt out by their *next* word, give the next places sorted by n + 1 words.
///
/// Sorted out: `order[slot]` is the text's place in that slot; `next[k]` is the slot of the place
/// after the one that is k-th when sorted by N - 1 words only. (Runs of up to N - 1 words begin and
/// end at the same slots in both orders.) The text is a ring: after its last place comes its first.
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
record SuffixOrder(int[] order, int[] next) {
  private static final int SMALL = 1 << 15;

  /// @param words more than the largest id in the text
  static SuffixOrder of(int[] text, int length, int words, int depth, Parallel parallel) {
    int parts = length < SMALL ? 1 : Math.min(parallel.threads(), 16);
    int[][] heads = new int[parts][words];
    int[] order = new int[length];
    int[] next = new int[length];
    deal(text, length, null, order, false, heads, parallel);
    for (int n = 2; n <= depth; n++) {
      int[] from = order;
      order = next;
      deal(text, length, from, order, n == depth, heads, parallel);
      next = from;
    }
    return new SuffixOrder(order, next);
  }

  /// @param from sorted by n words, or null for the text's own order
  /// @param to then sorted by n + 1 words
  /// @param follow whether to leave in `from` where each entry's successor went
  private static void deal(
      int[] text,
      int length,
      int[] from,
      int[] to,
      boolean follow,
      int[][] heads,
      Parallel parallel) {
    int parts = heads.length;
    parallel.run(
        parts,
        part ->
            count(
                text,
                length,
                from,
                start(part, parts, length),
                start(part + 1, parts, length),
                heads[part]));
    sumUp(heads);
    parallel.run(
        parts,
        part ->
            place(
                text,
                length,
                from,
                to,
                follow,
                start(part, parts, length),
                start(part + 1, parts, length),
                heads[part]));
  }

  /// From counts to where each part's first place of each word goes.
  private static void sumUp(int[][] heads) {
    int sum = 0;
    for (int word = 0; word < heads[0].length; word++) {
      for (int[] head : heads) {
        int count = head[word];
        head[word] = sum;
        sum += count;
      }
    }
  }

  private static int start(int part, int parts, int length) {
    return (int) ((long) length * part / parts);
  }

  private static void count(int[] text, int length, int[] from, int begin, int end, int[] head) {
    java.util.Arrays.fill(head, 0);
    if (from == null) {
      for (int k = begin; k < end; k++) {
        head[text[k]]++;
      }
      return;
    }
    for (int k = begin; k < end; k++) {
      int place = from[k] + 1;
      head[text[place == length ? 0 : place]]++;
    }
  }

  private static void place(
      int[] text,
      int length,
      int[] from,
      int[] to,
      boolean follow,
      int begin,
      int end,
      int[] head) {
    if (from == null) {
      for (int k = begin; k < end; k++) {
        to[head[text[k]]++] = k;
      }
      return;
    }
    for (int k = begin; k < end; k++) {
      int place = from[k] + 1;
      if (place == length) {
        place = 0;
      }
      int slot = head[text[place]]++;
      to[slot] = place;
      if (follow) {
        from[k] = slot;
      }
    }
  }
}
