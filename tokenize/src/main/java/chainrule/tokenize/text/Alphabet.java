package chainrule.tokenize.text;

import chainrule.tokenize.io.BadSetting;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Chooses the characters that are pieces of their own: the most frequent ones, until they cover a
/// share of the text, and those that are required. Equally frequent ones go by code point.
public final class Alphabet {
  private Alphabet() {}

  public static void checkCoverage(double coverage) {
    if (!(coverage > 0 && coverage <= 1)) {
      throw new BadSetting(
          "the character coverage is " + coverage, "it must be above 0 and at most 1");
    }
  }

  /// @param counts by code point
  public static int[] choose(long[] counts, double coverage, int[] required) {
    boolean[] must = new boolean[counts.length];
    for (int codePoint : required) {
      must[codePoint] = true;
    }
    long total = Arrays.stream(counts).sum();
    int[] byFrequency =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] > 0 || must[c])
            .boxed()
            .sorted((a, b) -> counts[a] == counts[b] ? a - b : Long.compare(counts[b], counts[a]))
            .mapToInt(c -> c)
            .toArray();
    int[] chosen = new int[byFrequency.length];
    int size = 0;
    long covered = 0;
    for (int codePoint : byFrequency) {
      if (covered < coverage * total || must[codePoint]) {
        chosen[size++] = codePoint;
      }
      covered += counts[codePoint];
    }
    return Arrays.copyOf(chosen, size);
  }
}
