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
    Tally tally = new Tally();
    int last = Math.min(starts.words(), (part + 1) * BLOCK);
    for (int word = part * BLOCK; word < last; word++) {
      long stays = count(word, tally);
      if (kept != starts) {
        kept.set(word, stays);
      }
    }
    parts[part] = tally.result();
  }

  /// Takes the runs that begin in 64 slots, and no more: a method that is called often is compiled
  /// sooner than a loop that runs long, and only once.
  ///
  /// @return the marks of those that stay
  private long count(int marks, Tally tally) {
    long stay = 0;
    int number = runs.starts(n).beforeWord(marks);
    for (long left = runs.starts(n).word(marks); left != 0; left &= left - 1) {
      int start = (marks << 6) + Long.numberOfTrailingZeros(left);
      int end = end(start);
      if (n == 1 ? countWord(start, end, tally) : countLonger(start, end, number, tally)) {
        stay |= 1L << start;
      }
      number++;
    }
    return stay;
  }

  /// Where the run that begins in this slot ends.
  private int end(int start) {
    return runs.shorts(n).next(start + 1, runs.starts(n).next(start + 1, corpus.length()));
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
