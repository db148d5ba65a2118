package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.TempFolder;
import chainrule.train.ngram.Vocabulary;
import java.io.IOException;
import java.util.Map;

/// Estimates a model from counted N-grams in files, with little memory. One scan gives the counts
/// of all orders; then, for each order from 2 on: join what the shorter context says, sort by
/// context, turn each context's counts into probabilities, sort back. Only unigrams stay in memory.
final class DiskEstimation {
  private final TempFolder temporary;
  private final Vocabulary vocabulary;
  private final boolean markers;
  private final Settings settings;
  private final Pruning pruning;
  private final Resources resources;

  DiskEstimation(
      TempFolder temporary,
      Vocabulary vocabulary,
      boolean markers,
      Settings settings,
      Pruning pruning,
      Resources resources) {
    this.temporary = temporary;
    this.vocabulary = vocabulary;
    this.markers = markers;
    this.settings = settings;
    this.pruning = pruning;
    this.resources = resources;
  }

  /// @param grams N words and a count each, in suffix order
  DiskModel estimate(Records grams, Map<String, String> origin, ContextListener listener)
      throws IOException {
    int order = settings.order();
    Smoothing smoothing = settings.smoothing();
    try (NgramScan scan =
        new NgramScan(
            temporary, order, vocabulary.size(), markers, smoothing.countsContexts(), pruning)) {
      scan.scan(grams);
      Discounts[] discounts = new Discounts[order + 1];
      long[] kept = new long[order + 1];
      for (int n = 1; n <= order; n++) {
        CountsOfCounts counts = scan.countsOfCounts(n);
        discounts[n] = OrderDiscounts.of(counts, n, settings, resources.warn());
        kept[n] = counts.kept();
      }
      int[] unigrams = new int[vocabulary.size()];
      boolean[] inModel = new boolean[vocabulary.size()];
      long possible = unigrams(scan, discounts[1], unigrams, inModel, listener);
      RecordFile[] probabilities = new RecordFile[order + 1];
      RecordFile[] backoffs = new RecordFile[order + 1];
      for (int n = 2; n <= order; n++) {
        RecordFile counted = scan.finish(n);
        OrderOnDisk level =
            new OrderOnDisk(temporary, n, vocabulary.size(), resources.memory() / 2);
        RecordFile shorter = n == 2 ? null : probabilities[n - 1];
        level.estimate(counted, unigrams, shorter, smoothing, discounts[n], possible, listener);
        probabilities[n] = level.probabilities();
        backoffs[n - 1] = level.backoffs();
        counted.delete();
      }
      return new DiskModel(vocabulary, unigrams, inModel, kept, probabilities, backoffs, origin);
    }
  }

  private long unigrams(
      NgramScan scan,
      Discounts discounts,
      int[] probabilities,
      boolean[] inModel,
      ContextListener listener)
      throws IOException {
    Unigrams unigrams = new Unigrams(settings);
    long[] counts = scan.unigrams();
    boolean[] keeps = scan.keptUnigrams();
    for (int word = 0; word < counts.length; word++) {
      boolean predicted = word != Special.BEGIN && (markers || word != Special.END);
      inModel[word] = keeps[word] || word < Special.WORDS.size();
      if (predicted) {
        unigrams.add(word, counts[word], inModel[word]);
      }
    }
    long possible = unigrams.estimate(discounts, markers, probabilities);
    listener.add(new int[0], 0, unigrams.words());
    return possible;
  }
}
