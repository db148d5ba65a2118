package chainrule.train.ngram;

import java.util.List;

/// Gives each word of a row of sentences its probability, order by order for all words at once: the
/// words whose bigrams were found go on to trigrams, and so on. What a word's probability lacks are
/// the backoffs of the contexts that were found for the word before it. For one thread.
final class SequenceScorer {
  private final Unigrams unigrams;
  private final List<NgramTable> tables;
  private final int order;
  private final boolean closed;
  private final LookUps lookUps = new LookUps();

  private final float[] probability;
  private final byte[] found; // the length of the n-gram that was found at each place
  private final float[][] backoffs; // of order k + 1 at [k]
  private final int[] active; // places that may have longer n-grams
  private final long[] slots; // of their n-grams
  private final int[] words;
  private final long[] entries; // of the unigrams

  /// @param longest row that will be scored
  SequenceScorer(NgramModel model, int longest) {
    this.unigrams = model.unigrams();
    this.tables = model.tables();
    this.order = model.order();
    this.closed = model.isClosed();
    this.probability = new float[longest];
    this.found = new byte[longest];
    this.backoffs = new float[Math.max(1, order - 1)][longest];
    this.active = new int[longest];
    this.slots = new long[longest];
    this.words = new int[longest];
    this.entries = new long[longest];
  }

  /// @param ids one sentence after the other, with what marks their beginnings
  /// @param depths how many words of its sentence stand before each
  void score(int[] ids, byte[] depths, int size) {
    fetchUnigrams(ids, size);
    int count = unigrams(ids, depths, size);
    for (int n = 2; n <= order && count > 0; n++) {
      count = longer(n, ids, depths, count);
    }
    addBackoffs(depths, size);
  }

  /// Alone, so that many are fetched at once.
  private void fetchUnigrams(int[] ids, int size) {
    for (int place = 0; place < size; place++) {
      entries[place] = unigrams.entry(ids[place]);
    }
  }

  private int unigrams(int[] ids, byte[] depths, int size) {
    int count = 0;
    boolean context = false; // whether the word before may have one after it
    for (int place = 0; place < size; place++) {
      int id = ids[place];
      long entry = entries[place];
      probability[place] = Unigrams.probability(entry);
      backoffs[0][place] = Unigrams.backoff(entry);
      found[place] = 1;
      active[count] = place;
      slots[count] = id;
      boolean follows = context;
      context = unigrams.isContext(id);
      count += follows && depths[place] > 0 && Unigrams.extended(entry) ? 1 : 0;
    }
    return count;
  }

  /// Looks up the n-grams of all active places, a group at a time, so that a line is read out while
  /// it is near.
  ///
  /// @return how many places go on to longer ones
  private int longer(int n, int[] ids, byte[] depths, int count) {
    NgramTable table = tables.get(n - 2);
    int kept = 0;
    for (int from = 0; from < count; from += LookUps.GROUP) {
      int to = Math.min(count, from + LookUps.GROUP);
      firstWords(n, ids, from, to);
      lookUps.find(table, slots, words, from, to);
      if (n < order) {
        kept = keep(table, n, depths, from, to, kept);
      } else {
        finish(table, from, to);
      }
    }
    return kept;
  }

  private void firstWords(int n, int[] ids, int from, int to) {
    for (int i = from; i < to; i++) {
      words[i] = ids[active[i] - n + 1];
    }
  }

  private int keep(NgramTable table, int n, byte[] depths, int from, int to, int before) {
    int kept = before;
    for (int i = from; i < to; i++) {
      long slot = slots[i];
      if (slot != NgramTable.ABSENT) {
        int place = active[i];
        long payload = table.payload(slot);
        probability[place] = NgramTable.probability(payload);
        backoffs[n - 1][place] = table.backoff(slot, payload);
        found[place] = (byte) n;
        active[kept] = place;
        slots[kept] = slot;
        // In order of places: what was found before this one is known by now.
        boolean context = !closed || found[place - 1] >= n;
        kept += context && depths[place] >= n && NgramTable.extended(payload) ? 1 : 0;
      }
    }
    return kept;
  }

  private void finish(NgramTable table, int from, int to) {
    for (int i = from; i < to; i++) {
      if (slots[i] != NgramTable.ABSENT) {
        probability[active[i]] = NgramTable.probability(table.payload(slots[i]));
        found[active[i]] = (byte) order;
      }
    }
  }

  private void addBackoffs(byte[] depths, int size) {
    for (int place = 1; place < size; place++) {
      if (depths[place] > 0) {
        int contexts = Math.min(order - 1, found[place - 1]);
        float sum = probability[place];
        for (int length = found[place]; length <= contexts; length++) {
          sum += backoffs[length - 1][place - 1];
        }
        probability[place] = sum;
      }
    }
  }

  /// In log10, of the word at this place of the row that was scored last.
  float probability(int place) {
    return probability[place];
  }

  /// The length of the n-gram that its probability rests on.
  byte found(int place) {
    return found[place];
  }
}
