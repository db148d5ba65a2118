package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.TempFolder;
import java.io.IOException;

/// Turns the counts of one order (2 or more) into probabilities, from file to file.
final class OrderOnDisk {
  private static final int READ_AT_ONCE = 1 << 15; // ints

  private final TempFolder temporary;
  private final int n;
  private final int words;
  private final long memory;
  private RecordFile probabilities;
  private RecordFile backoffs;

  /// @param memory for each of two sorts
  OrderOnDisk(TempFolder temporary, int n, int words, long memory) {
    this.temporary = temporary;
    this.n = n;
    this.words = words;
    this.memory = memory;
  }

  /// n words and a probability's bits each, in suffix order.
  RecordFile probabilities() {
    return probabilities;
  }

  /// The contexts: n - 1 words and a backoff weight's bits each, in suffix order.
  RecordFile backoffs() {
    return backoffs;
  }

  /// @param counted n words and a count each, in suffix order
  /// @param unigrams probabilities by word, as bits
  /// @param shorter probabilities of order n - 1 in suffix order; null if those are the unigrams
  void estimate(
      RecordFile counted,
      int[] unigrams,
      RecordFile shorter,
      Smoothing smoothing,
      Discounts discounts,
      long possible,
      ContextListener listener)
      throws IOException {
    int[] byContext = NgramRecords.contextOrder(n);
    int[] passes = new int[n - 1]; // suffix order is by the last word already
    for (int i = 0; i < n - 1; i++) {
      passes[i] = i;
    }
    int width = n + NgramRecords.COUNT + 1;
    try (RecordSorter contexts =
        new RecordSorter(temporary, width, byContext, passes, words, counted.size(), memory)) {
      join(counted, unigrams, shorter, contexts);
      try (RecordSorter suffixes =
              new RecordSorter(
                  temporary,
                  n + 1,
                  NgramRecords.suffixOrder(n),
                  new int[] {n - 1}, // contexts are in suffix order among themselves
                  words,
                  counted.size(),
                  memory);
          Records grams = contexts.sorted()) {
        contexts(grams, suffixes, smoothing, discounts, possible, listener);
        try (Records sorted = suffixes.sorted()) {
          probabilities = write(sorted);
        }
      }
    }
  }

  /// Adds what the shorter context says to each n-gram.
  private void join(RecordFile counted, int[] unigrams, RecordFile shorter, RecordSorter to)
      throws IOException {
    try (Records grams = counted.read(READ_AT_ONCE);
        Records lower = shorter == null ? counted.read(1) : shorter.read(READ_AT_ONCE)) {
      boolean more = shorter != null && lower.next();
      while (grams.next()) {
        int below = 0; // zero for what is pruned, which does not matter
        if (shorter == null) {
          below = unigrams[grams.get(n - 1)];
        } else {
          int order = -1;
          while (more && (order = NgramRecords.compare(lower, 0, grams, 1, n - 1)) < 0) {
            more = lower.next();
          }
          below = more && order == 0 ? lower.get(n - 1) : 0;
        }
        int at = to.next();
        grams.copy(to.room(), at, n + NgramRecords.COUNT);
        to.room()[at + n + NgramRecords.COUNT] = below;
      }
    }
  }

  private void contexts(
      Records grams,
      RecordSorter suffixes,
      Smoothing smoothing,
      Discounts discounts,
      long possible,
      ContextListener listener)
      throws IOException {
    Successors successors = new Successors();
    int[] context = new int[n]; // and its backoff
    try (RecordFile.Writer writer = new RecordFile.Writer(temporary, "backoffs", n)) {
      boolean more = grams.next();
      while (more) {
        successors.clear();
        grams.copy(context, 0, n - 1);
        do {
          successors.add(
              NgramRecords.count(grams, n),
              NgramRecords.isKept(grams, n),
              Float.intBitsToFloat(grams.get(n + NgramRecords.COUNT)),
              grams.get(n - 1));
          more = grams.next();
        } while (more && isOf(context, grams));
        double backoff = smoothing.estimate(successors, discounts, possible);
        listener.add(context, n - 1, successors);
        context[n - 1] = Float.floatToRawIntBits((float) backoff);
        writer.write(context, 0, n);
        for (int i = 0; i < successors.size; i++) {
          if (successors.kept[i]) {
            int at = suffixes.next();
            System.arraycopy(context, 0, suffixes.room(), at, n - 1);
            suffixes.room()[at + n - 1] = successors.number[i];
            suffixes.room()[at + n] = Float.floatToRawIntBits(successors.probability[i]);
          }
        }
      }
      backoffs = writer.finish();
    }
  }

  private boolean isOf(int[] context, Records grams) {
    for (int i = 0; i < n - 1; i++) {
      if (context[i] != grams.get(i)) {
        return false;
      }
    }
    return true;
  }

  private RecordFile write(Records sorted) throws IOException {
    int[] record = new int[n + 1];
    try (RecordFile.Writer writer = new RecordFile.Writer(temporary, "probabilities", n + 1)) {
      while (sorted.next()) {
        sorted.copy(record, 0, n + 1);
        writer.write(record, 0, n + 1);
      }
      return writer.finish();
    }
  }
}
