package chainrule.train.ngram;

import java.util.Arrays;

/// The probability of every word of the vocabulary after a context: all words' unigrams, then the
/// bigrams of those that follow its last word, and so on. For one thread.
final class NextWord {
  private final NgramModel model;
  private final LookUps lookUps = new LookUps();
  private final Followers followers;
  private long[] slots = new long[1 << 10];
  private int[] active = new int[slots.length]; // words that may have longer n-grams
  private final int[] words = new int[LookUps.GROUP];
  private final long[] group = new long[LookUps.GROUP];

  NextWord(NgramModel model) {
    this.model = model;
    this.followers = model.followers();
  }

  /// @param context the words before, oldest first
  /// @return for each word, in log10
  float[] log10(int[] context) {
    float[] left = backoffs(context); // from the context of so many words on, what is backed off
    int longest = left.length - 2;
    Unigrams unigrams = model.unigrams();
    float[] result = new float[model.words().size()];
    for (int id = 0; id < result.length; id++) {
      result[id] = unigrams.probability(id) + left[1];
    }
    int count = context.length == 0 ? 0 : follow(context[context.length - 1]);
    for (int n = 2; n <= model.order() && n <= context.length + 1 && count > 0; n++) {
      float rest = n <= longest ? left[n] : 0;
      count = longer(n, context[context.length - n + 1], rest, result, count);
    }
    return result;
  }

  /// Returns how many words do.
  private int follow(int word) {
    int count = followers.count(word);
    if (count > slots.length) {
      slots = new long[2 * count];
      active = new int[2 * count];
    }
    for (int i = 0; i < count; i++) {
      active[i] = followers.get(word, i);
      slots[i] = active[i];
    }
    return count;
  }

  /// Sums of the backoffs of the context's last k, k+1, … words, by k; two zeros at the end.
  private float[] backoffs(int[] context) {
    int most = Math.min(context.length, model.order() - 1);
    float[] each = new float[most + 2];
    long slot = NgramTable.ABSENT;
    for (int k = 1; k <= most; k++) {
      int word = context[context.length - k];
      if (k == 1) {
        slot = word;
        each[1] = model.unigrams().backoff(word);
      } else {
        NgramTable table = model.tables().get(k - 2);
        slot = table.find(slot, word);
        if (slot == NgramTable.ABSENT) {
          break;
        }
        each[k] = table.backoff(slot, table.payload(slot));
      }
    }
    for (int k = most - 1; k >= 1; k--) {
      each[k] += each[k + 1];
    }
    return each;
  }

  private int longer(int n, int contextWord, float rest, float[] result, int count) {
    NgramTable table = model.tables().get(n - 2);
    Arrays.fill(words, contextWord);
    int kept = 0;
    for (int from = 0; from < count; from += LookUps.GROUP) {
      int size = Math.min(LookUps.GROUP, count - from);
      System.arraycopy(slots, from, group, 0, size);
      lookUps.find(table, group, words, 0, size);
      for (int i = 0; i < size; i++) {
        if (group[i] == NgramTable.ABSENT) {
          continue;
        }
        int id = active[from + i];
        long payload = table.payload(group[i]);
        result[id] = NgramTable.probability(payload) + rest;
        if (n < model.order() && NgramTable.extended(payload)) {
          active[kept] = id;
          slots[kept++] = group[i];
        }
      }
    }
    return kept;
  }
}
