package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;
import java.util.Arrays;

/// The counts of all n-grams of one order, by their number in suffix order (by word for order 1),
/// and which of them stay. Counts are of occurrences, or (adjusted, for Kneser-Ney) of the
/// different words that stand before the n-gram; n-grams at the very beginning of a sentence keep
/// their occurrences.
final class RunCounts {
  private static final int BLOCK = 1 << 10; // of 64 slots

  private final Corpus corpus;
  private final Runs runs;
  private final SuffixOrder sorted;
  private final Pruning pruning;
  private final int n;
  private final boolean contexts;
  private final int[] counts;
  private final Marks kept;
  private final CountsOfCounts[] parts;

  private RunCounts(
      Corpus corpus, Runs runs, SuffixOrder sorted, Pruning pruning, int n, boolean contexts) {
    this.corpus = corpus;
    this.runs = runs;
    this.sorted = sorted;
    this.pruning = pruning;
    this.n = n;
    this.contexts = contexts;
    this.counts = new int[n == 1 ? corpus.vocabulary().size() : runs.starts(n).size()];
    this.kept = pruning.isOn(n) ? new Marks(corpus.length()) : runs.starts(n);
    this.parts = new CountsOfCounts[(runs.starts(n).words() + BLOCK - 1) / BLOCK];
  }

  /// @param contexts whether to count different words before the n-gram
  static RunCounts of(
      Corpus corpus,
      Runs runs,
      SuffixOrder sorted,
      Pruning pruning,
      int n,
      boolean contexts,
      Parallel parallel) {
    RunCounts result = new RunCounts(corpus, runs, sorted, pruning, n, contexts);
    parallel.run(result.parts.length, result::count);
    if (pruning.isOn(n)) {
      result.kept.count();
    }
    return result;
  }

  int[] counts() {
    return counts;
  }

  /// The first slots of those n-grams that stay.
  Marks kept() {
    return kept;
  }

  CountsOfCounts countsOfCounts() {
    return Arrays.stream(parts).reduce(CountsOfCounts.none(), CountsOfCounts::plus);
  }

  /// Takes the runs that begin in one block of slots; the last one may end behind it.
  private void count(int part) {
    Marks starts = runs.starts(n);
    Marks shorts = runs.shorts(n);
    int length = corpus.length();
    int from = (part * BLOCK) << 6;
    int to = Math.min(length, ((part + 1) * BLOCK) << 6);
    Tally tally = new Tally();
    long[] keptWords = new long[BLOCK];
    int number = starts.beforeWord(part * BLOCK);
    int start = starts.next(from, to);
    while (start < to) {
      int next = starts.next(start + 1, length);
      int end = shorts.next(start + 1, next);
      if (n == 1 ? countWord(start, end, tally) : countLonger(start, end, number, tally)) {
        keptWords[(start >>> 6) - part * BLOCK] |= 1L << start;
      }
      number++;
      start = next;
    }
    if (kept != starts) {
      for (int word = 0; word < BLOCK && part * BLOCK + word < kept.words(); word++) {
        kept.set(part * BLOCK + word, keptWords[word]);
      }
    }
    parts[part] = tally.result();
  }

  /// Returns whether the word in these slots stays.
  private boolean countWord(int start, int end, Tally tally) {
    int word = corpus.text()[sorted.order()[start]];
    if (corpus.isSilent(word)) {
      return true;
    }
    int raw = end - start;
    int count = contexts ? adjusted(start, end) : raw;
    boolean stays = stays(raw, start, word);
    counts[word] = count;
    tally.add(count, stays);
    return stays;
  }

  /// Returns whether the n-gram in these slots stays.
  private boolean countLonger(int start, int end, int number, Tally tally) {
    int raw = end - start;
    int count = contexts ? adjusted(start, end) : raw;
    boolean stays = stays(raw, start, Integer.MIN_VALUE);
    counts[number] = count;
    tally.add(count, stays);
    return stays;
  }

  private boolean stays(long raw, int start, int word) {
    if (kept == runs.starts(n)) {
      return true;
    }
    if (n == 1 && word < Special.WORDS.size()) {
      return true;
    }
    if (raw <= pruning.threshold(n)) {
      return false;
    }
    int place = sorted.order()[start];
    for (int i = 0; i < n; i++) {
      int token = corpus.text()[place - i];
      if (!(i > 0 && Corpus.isBorder(token)) && !pruning.allows(token)) {
        return false;
      }
    }
    return true;
  }

  /// Different words before the n-gram in these slots, or how often it occurs if it begins a
  /// sentence.
  private int adjusted(int start, int end) {
    Marks longer = runs.starts(n + 1);
    Marks edge = runs.shorts(n + 1);
    if (corpus.markers() && edge.get(start)) {
      return end - start;
    }
    int kinds = longer.between(start, end);
    return corpus.markers() ? kinds : kinds + edge.between(start, end);
  }

  /// Counts of counts in the making.
  private static final class Tally {
    private final long[] times = new long[CountsOfCounts.LARGEST + 1];
    private long all;
    private long kept;

    void add(long count, boolean stays) {
      if (count <= CountsOfCounts.LARGEST) {
        times[(int) count]++;
      }
      all++;
      kept += stays ? 1 : 0;
    }

    CountsOfCounts result() {
      return new CountsOfCounts(times, all, kept);
    }
  }
}
