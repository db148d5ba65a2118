package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.text.Alphabet;
import chainrule.tokenize.text.Utf8;
import java.util.Arrays;

/// Turns counted words into [Runs]: chooses the alphabet by character coverage, cuts words before
/// spaces and word markers, at characters outside the alphabet and (if asked) where the script
/// changes. [RunTable] counts equal runs once.
final class RunCollector {
  /// Longer runs are cut, so that a text without any boundary costs no more than another.
  private static final int LONGEST_RUN = 4096;

  private final long[] codePointCounts = new long[Character.MAX_CODE_POINT + 1];
  private int[] codePoints = new int[1 << 16];
  private int length;
  private int[] ends = new int[1 << 13];
  private long[] counts = new long[1 << 13];
  private int words;

  /// @param word UTF-8; bytes that are not are left out
  void add(byte[] word, int from, int to, long count) {
    for (int at = from; at < to; ) {
      int codePoint = Utf8.codePoint(word, at, to);
      at += Utf8.length(codePoint);
      if (codePoint >= Utf8.INVALID) {
        continue;
      }
      if (length == codePoints.length) {
        codePoints = Arrays.copyOf(codePoints, Math.multiplyExact(length, 2));
      }
      codePoints[length++] = codePoint;
      codePointCounts[codePoint] += count;
    }
    if (words == ends.length) {
      ends = Arrays.copyOf(ends, 2 * words);
      counts = Arrays.copyOf(counts, 2 * words);
    }
    ends[words] = length;
    counts[words++] = count;
  }

  /// Can be called once.
  ///
  /// @param coverage the share of the text's characters that the alphabet must cover, up to 1
  /// @param required code points that belong to the alphabet whatever their frequency
  /// @param splitScripts whether a piece may hold letters of one script only
  Runs finish(double coverage, int[] required, boolean splitScripts) {
    int[] alphabet = Alphabet.choose(codePointCounts, coverage, required);
    int[] symbolOf = new int[codePointCounts.length];
    Arrays.fill(symbolOf, -1);
    long[] symbolCounts = new long[alphabet.length];
    for (int symbol = 0; symbol < alphabet.length; symbol++) {
      symbolOf[alphabet[symbol]] = symbol;
      symbolCounts[symbol] = codePointCounts[alphabet[symbol]];
    }
    for (int i = 0; i < length; i++) {
      codePoints[i] = symbolOf[codePoints[i]]; // a symbol takes its code point's cell
    }
    RunTable table = new RunTable(words);
    Scripts scripts = new Scripts(alphabet, splitScripts);
    for (int word = 0; word < words; word++) {
      cut(word == 0 ? 0 : ends[word - 1], ends[word], counts[word], scripts, table);
    }
    codePoints = new int[0];
    return table.runs(alphabet, symbolCounts);
  }

  private void cut(int from, int to, long count, Scripts scripts, RunTable table) {
    int start = from;
    for (int i = from; i < to; i++) {
      int symbol = codePoints[i];
      if (symbol < 0) {
        table.add(codePoints, start, i, count);
        start = i + 1;
      } else if (i == start) {
        scripts.begin(symbol);
      } else if (scripts.cutsBefore(symbol) || i - start == LONGEST_RUN) {
        table.add(codePoints, start, i, count);
        start = i;
        scripts.begin(symbol);
      }
    }
    table.add(codePoints, start, to, count);
  }
}
