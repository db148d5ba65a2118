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

  void write(int[] words, int n, long count) throws IOException {
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
