package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;

/// Turns the counts of one order into probabilities, context by context. Contexts come in suffix
/// order, which is the order of the sorted text; the next place's slot leads from each of a
/// context's occurrences to the n-gram that it makes with its next word. Probabilities take the
/// place of the counts, as the bits of floats.
final class ContextPass {
  private static final int BLOCK = 1 << 16;

  private final Corpus corpus;
  private final SuffixOrder sorted;
  private final Marks contexts;
  private final Marks shorter;
  private final Marks grams;
  private final Marks kept;
  private final boolean prunes;
  private final int[] counts;
  private final int[] lower;
  private final float[] backoffs;
  private final Smoothing smoothing;
  private final Discounts discounts;
  private final long vocabulary;
  private final int shift; // from an (n - 1)-gram's number to its index: unigrams go by word

  /// @param n 2 or more
  /// @param counts of this order in, probabilities out
  /// @param lower probabilities of order n - 1, as bits
  /// @param backoffs of order n - 1, filled in
  ContextPass(
      Corpus corpus,
      SuffixOrder sorted,
      Runs runs,
      int n,
      Marks kept,
      int[] counts,
      int[] lower,
      float[] backoffs,
      Smoothing smoothing,
      Discounts discounts,
      long vocabulary) {
    this.corpus = corpus;
    this.sorted = sorted;
    this.shorter = runs.starts(n - 1);
    this.contexts = n == 2 ? oneBegin(shorter, corpus, sorted) : shorter;
    this.grams = runs.starts(n);
    this.kept = kept;
    this.prunes = kept != grams;
    this.counts = counts;
    this.lower = lower;
    this.backoffs = backoffs;
    this.smoothing = smoothing;
    this.discounts = discounts;
    this.vocabulary = vocabulary;
    boolean skipsUnknown = corpus.text()[sorted.order()[0]] != Special.UNKNOWN;
    this.shift = n == 2 && skipsUnknown ? 1 : 0;
  }

  /// As contexts, the first place and all ends of sentences are one: what a sentence begins after.
  private static Marks oneBegin(Marks unigrams, Corpus corpus, SuffixOrder sorted) {
    Marks contexts = unigrams.copy();
    int[] text = corpus.text();
    for (int slot = 0; slot < corpus.length(); slot = unigrams.next(slot + 1, corpus.length())) {
      int word = text[sorted.order()[slot]];
      if (word == Special.END) {
        contexts.clear(slot);
      }
      if (word >= Special.END) {
        break;
      }
    }
    return contexts;
  }

  void run(Parallel parallel) {
    int length = corpus.length();
    parallel.run(
        (length + BLOCK - 1) / BLOCK,
        part -> {
          int to = (int) Math.min(length, (part + 1L) * BLOCK);
          Successors words = new Successors();
          for (int k = contexts.next(part * BLOCK, to); k < to; ) {
            int next = contexts.next(k + 1, length);
            context(k, next, words);
            k = next;
          }
        });
  }

  private void context(int from, int to, Successors words) {
    words.clear();
    int[] next = sorted.next();
    for (int k = from; k < to; k++) {
      int slot = next[k];
      if (grams.get(slot)) { // each n-gram has one first slot
        int number = grams.number(slot);
        float below = Float.intBitsToFloat(lower[shorter.number(slot) + shift]);
        words.add(counts[number], !prunes || kept.get(slot), below, number);
      }
    }
    if (words.size == 0) {
      return; // it only ends texts, so its backoff stays 1
    }
    double backoff = smoothing.estimate(words, discounts, vocabulary);
    for (int i = 0; i < words.size; i++) {
      counts[words.number[i]] = Float.floatToRawIntBits(words.probability[i]);
    }
    backoffs[shorter.number(from) + shift] = (float) backoff;
  }
}
