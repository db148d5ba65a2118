package chainrule.train.ngram.estimation;

import chainrule.train.ngram.ModelSource;
import chainrule.train.ngram.NgramBlock;
import chainrule.train.ngram.Vocabulary;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/// A model estimated in memory: its n-grams are read off the sorted text, their probabilities stand
/// in arrays by number.
final class SortedModel implements ModelSource {
  private static final int TOGETHER = 64; // slots that are read at once

  private final Corpus corpus;
  private final int[] sorted; // SuffixOrder's; the rest of that is not kept
  private final Level[] levels; // by n - 1; null once given up
  private final long[] counts; // by n - 1
  private final Map<String, String> origin;

  /// One order of the model.
  ///
  /// @param all first slots of all n-grams, which number them
  /// @param kept of those in the model
  /// @param probabilities as bits of floats
  /// @param backoffs empty for the highest order
  @SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
  record Level(Marks all, Marks kept, int[] probabilities, float[] backoffs) {}

  SortedModel(Corpus corpus, int[] sorted, Level[] levels, Map<String, String> origin) {
    this.corpus = corpus;
    this.sorted = sorted;
    this.levels = levels.clone();
    this.counts = new long[levels.length];
    for (int i = 0; i < levels.length; i++) {
      counts[i] = levels[i].kept().size();
    }
    if (!unknownOccurs()) {
      counts[0]++; // the unknown word is a unigram even where the text has none
    }
    this.origin = origin;
  }

  @Override
  public int order() {
    return levels.length;
  }

  @Override
  public Vocabulary vocabulary() {
    return corpus.vocabulary();
  }

  @Override
  public long count(int n) {
    return counts[n - 1];
  }

  private boolean unknownOccurs() {
    return corpus.text()[sorted[0]] == Special.UNKNOWN;
  }

  @Override
  public Map<String, String> origin() {
    return origin;
  }

  @Override
  public Iterator<NgramBlock> blocks(int n) {
    int slots = NgramBlock.LARGEST - 1; // room for the unknown word
    int blocks = (corpus.length() + slots - 1) / slots;
    return IntStream.range(0, blocks)
        .<NgramBlock>mapToObj(block -> new Block(n, block * slots))
        .filter(block -> block.size() > 0)
        .iterator();
  }

  /// The heap shrinks only when it is collected, which nothing else would make it do for long.
  @Override
  public void giveUpBelow(int n) {
    Arrays.fill(levels, 0, n - 1, null);
    System.gc();
  }

  /// The n-grams of one order that begin in a range of slots.
  private final class Block implements NgramBlock {
    private final int n;
    private final Level level;
    private final int from;
    private final int to;
    private final boolean unknown; // comes first, though the text has none

    Block(int n, int from) {
      this.n = n;
      this.level = levels[n - 1];
      this.from = from;
      this.to = Math.min(corpus.length(), from + NgramBlock.LARGEST - 1);
      this.unknown = n == 1 && from == 0 && !unknownOccurs();
    }

    @Override
    public int size() {
      return level.kept().between(from, to) + (unknown ? 1 : 0);
    }

    @Override
    public void read(int[] words, float[] probability, float[] backoff) {
      int size = 0;
      if (unknown) {
        words[0] = Special.UNKNOWN;
        fill(Special.UNKNOWN, size++, probability, backoff);
      }
      int[] places = new int[TOGETHER];
      for (int slot = from; slot < to; slot += TOGETHER) {
        size = read(slot, Math.min(to, slot + TOGETHER), places, size, words, probability, backoff);
      }
    }

    /// Reads the n-grams of a few slots, and returns the place behind them. Its loops are so simple
    /// that many places of the text are being fetched at once; a method that is called often is
    /// compiled sooner than a loop that runs long, and only once.
    ///
    /// @param at the place in the three arrays
    /// @param places room for as many as there are slots
    private int read(
        int first,
        int behind,
        int[] places,
        int at,
        int[] words,
        float[] probability,
        float[] backoff) {
      Marks kept = level.kept();
      int size = 0;
      for (int slot = kept.next(first, behind); slot < behind; slot = kept.next(slot + 1, behind)) {
        places[size] = sorted[slot];
        if (n > 1) {
          fill(level.all().number(slot), at + size, probability, backoff);
        }
        size++;
      }
      for (int i = 0; i < size; i++) {
        words[(at + i) * n] = oldest(places[i]);
      }
      for (int i = 0; i < size; i++) {
        copyOthers(places[i], words, (at + i) * n);
        if (n == 1) {
          fill(words[at + i], at + i, probability, backoff);
        }
      }
      return at + size;
    }

    private int oldest(int place) {
      int word = corpus.text()[place - n + 1];
      return n > 1 && word == Special.END ? Special.BEGIN : word;
    }

    private void copyOthers(int place, int[] words, int to) {
      int[] text = corpus.text();
      for (int k = 1; k < n; k++) {
        words[to + k] = text[place - n + 1 + k];
      }
    }

    private void fill(int number, int at, float[] probability, float[] backoff) {
      probability[at] = Logarithm.ofProbability(level.probabilities()[number]);
      backoff[at] = level.backoffs().length == 0 ? 0 : Logarithm.of(level.backoffs()[number]);
    }
  }
}
