package chainrule.train.ngram.estimation;

import chainrule.train.ngram.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;

/// Writes n-gram counts as text, which [CountsReader] reads: words, a tab, the count; shorter
/// n-grams first, words in order of first occurrence, longer ones in suffix order.
final class CountsWriter {
  private final OutputStream out;
  private final Vocabulary vocabulary;
  private byte[] line = new byte[1 << 10];

  CountsWriter(OutputStream out, Vocabulary vocabulary) {
    this.out = out;
    this.vocabulary = vocabulary;
  }

  /// All that were kept.
  void write(NgramScan scan, int order, boolean markers) throws IOException {
    long[] unigrams = scan.unigrams();
    if (markers) {
      unigrams[Special.BEGIN] = unigrams[Special.END];
    }
    for (int word = 0; word < unigrams.length; word++) {
      if (unigrams[word] > 0 && (scan.keptUnigrams()[word] || word == Special.BEGIN)) {
        write(new int[] {word}, 1, unigrams[word]);
      }
    }
    int[] words = new int[order];
    for (int n = 2; n <= order; n++) {
      RecordFile file = scan.finish(n);
      try (Records records = file.read(1 << 16)) {
        while (records.next()) {
          if (NgramRecords.isKept(records, n)) {
            records.copy(words, 0, n);
            write(words, n, NgramRecords.count(records, n));
          }
        }
      }
      file.delete();
    }
  }

  private void write(int[] words, int n, long count) throws IOException {
    int at = 0;
    for (int i = 0; i < n; i++) {
      int needed = at + vocabulary.length(words[i]) + 32;
      if (needed > line.length) {
        line = java.util.Arrays.copyOf(line, 2 * needed);
      }
      at = vocabulary.copy(words[i], line, at);
      line[at++] = (byte) (i == n - 1 ? '\t' : ' ');
    }
    int digits = 1;
    for (long rest = count; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = count;
    for (int i = digits - 1; i >= 0; i--, rest /= 10) {
      line[at + i] = (byte) ('0' + rest % 10);
    }
    at += digits;
    line[at++] = '\n';
    out.write(line, 0, at);
  }
}
