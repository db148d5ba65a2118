package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Estimates a model from a text in memory: sort the places of the text once by the N words that
/// lead up to each; read all n-grams and counts off as runs; then turn counts into probabilities
/// order by order, contexts in turn.
final class SortedEstimation {
  private final Corpus corpus;
  private final Settings settings;
  private final Pruning pruning;
  private final Parallel parallel;
  private final Consumer<String> warn;

  SortedEstimation(
      Corpus corpus, Settings settings, Pruning pruning, Parallel parallel, Consumer<String> warn) {
    this.corpus = corpus;
    this.settings = settings;
    this.pruning = pruning;
    this.parallel = parallel;
    this.warn = warn;
  }

  /// Empty if the memory does not suffice, which is not known before the n-grams are.
  Optional<SortedModel> estimate(Map<String, String> origin, long memory) {
    int order = settings.order();
    SuffixOrder sorted =
        SuffixOrder.of(corpus.text(), corpus.length(), corpus.vocabulary().size(), order, parallel);
    Runs runs = Runs.of(corpus, order, sorted.order(), parallel);
    if (memory(runs) > memory) {
      return Optional.empty();
    }
    Smoothing smoothing = settings.smoothing();
    RunCounts[] counts = new RunCounts[order];
    Discounts[] discounts = new Discounts[order];
    for (int n = 1; n <= order; n++) {
      boolean contexts = smoothing.countsContexts() && n < order;
      counts[n - 1] = RunCounts.of(corpus, runs, sorted, pruning, n, contexts, parallel);
      CountsOfCounts times = counts[n - 1].countsOfCounts();
      if (contexts) {
        times = lastAsPeersCount(times, sorted, runs, n, counts[n - 1].counts());
      }
      discounts[n - 1] = OrderDiscounts.of(times, n, settings, warn);
    }
    SortedModel.Level[] levels = new SortedModel.Level[order];
    for (int n = 1; n <= order; n++) {
      RunCounts level = counts[n - 1];
      float[] backoffs = new float[n == order ? 0 : level.counts().length];
      Arrays.fill(backoffs, 1);
      levels[n - 1] = new SortedModel.Level(runs.starts(n), level.kept(), level.counts(), backoffs);
    }
    long vocabulary = unigrams(sorted, levels[0], discounts[0]);
    for (int n = 2; n <= order; n++) {
      new ContextPass(
              corpus,
              sorted,
              runs,
              n,
              levels[n - 1].kept(),
              levels[n - 1].probabilities(),
              levels[n - 2].probabilities(),
              levels[n - 2].backoffs(),
              smoothing,
              discounts[n - 1],
              vocabulary)
          .run(parallel);
    }
    return Optional.of(new SortedModel(corpus, sorted.order(), levels, origin));
  }

  /// Bytes for the text, its order, the marks, and each n-gram's probability and backoff.
  private long memory(Runs runs) {
    long bytes = 12L * corpus.length() + 2L * settings.order() * Marks.memory(corpus.length());
    for (int n = 1; n <= settings.order(); n++) {
      bytes += (n < settings.order() ? 8L : 4L) * runs.starts(n).size();
    }
    return bytes;
  }

  /// All words after no context at all, which pass on to the uniform distribution. Returns among
  /// how many words.
  private long unigrams(SuffixOrder sorted, SortedModel.Level level, Discounts discounts) {
    Unigrams unigrams = new Unigrams(settings);
    int length = corpus.length();
    int slot = 0;
    if (corpus.text()[sorted.order()[0]] != Special.UNKNOWN) {
      unigrams.add(Special.UNKNOWN, 0, true);
    }
    for (; slot < length; slot = level.all().next(slot + 1, length)) {
      int word = corpus.text()[sorted.order()[slot]];
      if (!corpus.isSilent(word)) {
        unigrams.add(word, level.probabilities()[word], level.kept().get(slot));
      }
    }
    return unigrams.estimate(discounts, corpus.markers(), level.probabilities());
  }

  /// The n-grams that come last are counted by their occurrences among the counts of counts,
  /// whatever the others are counted by: so does KenLM, whose discounts ours are to equal.
  private CountsOfCounts lastAsPeersCount(
      CountsOfCounts times, SuffixOrder sorted, Runs runs, int n, int[] counts) {
    int last = corpus.length() - 1;
    if (!runs.covers(last, n)) {
      return times;
    }
    int start = runs.starts(n).lastUpTo(last);
    int number = n == 1 ? corpus.text()[sorted.order()[last]] : runs.starts(n).size() - 1;
    return n == 1 && corpus.isSilent(number)
        ? times
        : times.moved(counts[number], corpus.length() - start);
  }
}
