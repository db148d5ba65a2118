package chainrule.train.ngram;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/// A binary model as a source of n-grams, in suffix order, as it was written: what was added when
/// it was built ([Blank]) is left out again.
public final class BinaryModelSource implements ModelSource {
  private final NgramModel model;
  private final Vocabulary vocabulary;
  private final int[][] words; // by order and rank: the first word
  private final int[][] suffixes; // by order and rank: the suffix's rank in the order below
  private long[] slots = {}; // of the order asked for last, by rank

  public BinaryModelSource(NgramModel model) {
    this.model = model;
    this.vocabulary = model.words().vocabulary();
    this.words = new int[model.order() + 1][];
    this.suffixes = new int[model.order() + 1][];
  }

  @Override
  public int order() {
    return model.order();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public long count(int n) {
    return model.count(n);
  }

  @Override
  public Map<String, String> origin() {
    return model.origin();
  }

  @Override
  public Iterator<NgramBlock> blocks(int n) {
    if (n == 1) {
      slots = new long[vocabulary.size()];
      words[1] = new int[slots.length];
      for (int id = 0; id < slots.length; id++) {
        slots[id] = id;
        words[1][id] = id;
      }
    } else {
      sort(n);
    }
    int[] listed = listed(n);
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < listed.length;
      }

      @Override
      public NgramBlock next() {
        int from = next;
        next = Math.min(listed.length, from + NgramBlock.LARGEST);
        return new Block(n, Arrays.copyOfRange(listed, from, next));
      }
    };
  }

  /// The ranks of what is no [Blank].
  private int[] listed(int n) {
    int[] ranks = new int[slots.length];
    int count = 0;
    boolean all = n > 1 && n == model.order(); // nothing is added there
    for (int rank = 0; rank < slots.length; rank++) {
      if (all || !Blank.is(backoff(n, slots[rank]))) {
        ranks[count++] = rank;
      }
    }
    return Arrays.copyOf(ranks, count);
  }

  private float backoff(int n, long slot) {
    if (n == 1) {
      return model.unigrams().backoff((int) slot);
    }
    NgramTable table = model.tables().get(n - 2);
    return table.backoff(slot, table.payload(slot));
  }

  private float probability(int n, long slot) {
    return n == 1
        ? model.unigrams().probability((int) slot)
        : NgramTable.probability(model.tables().get(n - 2).payload(slot));
  }

  /// Ranks the n-grams of an order: those of one suffix are neighbours, by their first words.
  private void sort(int n) {
    NgramTable table = model.tables().get(n - 2);
    int[] rankBelow = new int[Math.toIntExact(slotsBelow(n))];
    for (int rank = 0; rank < slots.length; rank++) {
      rankBelow[(int) slots[rank]] = rank;
    }
    int below = slots.length;
    int slotBits = TableShape.bitsFor(table.shape().slots());
    int[] starts = new int[below + 1];
    int size = 0;
    int total = Math.toIntExact(table.shape().slots());
    int[] suffix = new int[total];
    long[] entry = new long[total];
    for (long slot = 0; slot < total; slot++) {
      if (table.occupied(slot)) {
        long key = table.key(slot);
        suffix[size] = rankBelow[(int) table.suffix(key)];
        entry[size] = (long) table.word(key) << slotBits | slot;
        starts[suffix[size++] + 1]++;
      }
    }
    for (int rank = 0; rank < below; rank++) {
      starts[rank + 1] += starts[rank];
    }
    long[] sorted = new long[size];
    int[] next = starts.clone();
    for (int i = 0; i < size; i++) {
      sorted[next[suffix[i]]++] = entry[i];
    }
    slots = new long[size];
    words[n] = new int[size];
    suffixes[n] = new int[size];
    for (int rank = 0; rank < below; rank++) {
      Arrays.sort(sorted, starts[rank], starts[rank + 1]);
      Arrays.fill(suffixes[n], starts[rank], starts[rank + 1], rank);
    }
    for (int rank = 0; rank < size; rank++) {
      slots[rank] = sorted[rank] & (1L << slotBits) - 1;
      words[n][rank] = (int) (sorted[rank] >>> slotBits);
    }
  }

  private long slotsBelow(int n) {
    return n == 2 ? vocabulary.size() : model.tables().get(n - 3).shape().slots();
  }

  private final class Block implements NgramBlock {
    private final int n;
    private final int[] ranks;
    private final long[] slotsByRank = slots;

    Block(int n, int[] ranks) {
      this.n = n;
      this.ranks = ranks;
    }

    @Override
    public int size() {
      return ranks.length;
    }

    @Override
    public void read(int[] into, float[] log10Probability, float[] log10Backoff) {
      for (int i = 0; i < ranks.length; i++) {
        long slot = slotsByRank[ranks[i]];
        log10Probability[i] = probability(n, slot);
        log10Backoff[i] = n == order() && n > 1 ? 0 : backoff(n, slot);
        int rank = ranks[i];
        for (int k = 0; k < n; k++) {
          into[i * n + k] = words[n - k][rank];
          rank = n - k > 1 ? suffixes[n - k][rank] : 0;
        }
      }
    }
  }
}
