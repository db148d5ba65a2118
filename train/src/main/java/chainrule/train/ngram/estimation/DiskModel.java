package chainrule.train.ngram.estimation;

import chainrule.train.ngram.ModelSource;
import chainrule.train.ngram.NgramBlock;
import chainrule.train.ngram.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/// A model estimated on disk: each order is read off its file, joined with the backoff weights of
/// those n-grams that are contexts.
final class DiskModel implements ModelSource {
  private static final int READ_AT_ONCE = 1 << 16; // ints

  private final Vocabulary vocabulary;
  private final int[] unigrams;
  private final boolean[] inModel;
  private final long[] counts; // by n
  private final RecordFile[] probabilities; // by n, from 2
  private final RecordFile[] backoffs; // by n, below the highest order
  private final Map<String, String> origin;

  DiskModel(
      Vocabulary vocabulary,
      int[] unigrams,
      boolean[] inModel,
      long[] counts,
      RecordFile[] probabilities,
      RecordFile[] backoffs,
      Map<String, String> origin) {
    this.vocabulary = vocabulary;
    this.unigrams = unigrams;
    this.inModel = inModel;
    this.counts = counts.clone();
    this.counts[1] = 0;
    for (boolean in : inModel) {
      this.counts[1] += in ? 1 : 0;
    }
    this.probabilities = probabilities;
    this.backoffs = backoffs;
    this.origin = origin;
  }

  @Override
  public int order() {
    return counts.length - 1;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public long count(int n) {
    return counts[n];
  }

  @Override
  public Map<String, String> origin() {
    return origin;
  }

  /// Nothing is kept for them, but the heap still has the size that sorting needed.
  @Override
  public void giveUpBelow(int n) {
    System.gc();
  }

  @Override
  public Iterator<NgramBlock> blocks(int n) {
    try {
      return new Blocks(n);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Cuts an order into blocks; closes its files behind the last.
  private final class Blocks implements Iterator<NgramBlock> {
    private final int n;
    private final Records grams; // null for unigrams
    private final Records contexts; // null for the highest order
    private boolean moreContexts;
    private long left;
    private int word; // of unigrams

    Blocks(int n) throws IOException {
      this.n = n;
      this.left = counts[n];
      this.grams = n == 1 ? null : probabilities[n].read(READ_AT_ONCE);
      this.contexts = n == order() ? null : backoffs[n].read(READ_AT_ONCE);
      this.moreContexts = contexts != null && contexts.next();
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public NgramBlock next() {
      if (left == 0) {
        throw new NoSuchElementException();
      }
      try {
        int size = (int) Math.min(left, NgramBlock.LARGEST);
        Block block = new Block(n, size);
        for (int i = 0; i < size; i++) {
          step(block, i);
        }
        left -= size;
        if (left == 0) {
          close();
        }
        return block;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void step(Block block, int i) throws IOException {
      if (grams == null) {
        while (!inModel[word]) {
          word++;
        }
        block.words[i] = word;
        block.probability[i] = unigrams[word];
        word++;
      } else {
        grams.next();
        grams.copy(block.words, i * n, n);
        block.probability[i] = grams.get(n);
      }
      int order = -1;
      while (moreContexts && (order = compare(block.words, i * n)) < 0) {
        moreContexts = contexts.next();
      }
      block.backoff[i] = moreContexts && order == 0 ? Float.intBitsToFloat(contexts.get(n)) : 1;
    }

    /// The current context with an n-gram, in suffix order.
    private int compare(int[] words, int from) {
      for (int i = n - 1; i >= 0; i--) {
        int order = Integer.compare(contexts.get(i), words[from + i]);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }

    private void close() throws IOException {
      if (grams != null) {
        grams.close();
      }
      if (contexts != null) {
        contexts.close();
      }
    }
  }

  private static final class Block implements NgramBlock {
    private final int[] words;
    private final int[] probability; // bits
    private final float[] backoff;

    Block(int n, int size) {
      words = new int[n * size];
      probability = new int[size];
      backoff = new float[size];
    }

    @Override
    public int size() {
      return backoff.length;
    }

    @Override
    public void read(int[] toWords, float[] log10Probability, float[] log10Backoff) {
      System.arraycopy(words, 0, toWords, 0, words.length);
      for (int i = 0; i < backoff.length; i++) {
        log10Probability[i] = Logarithm.ofProbability(probability[i]);
        log10Backoff[i] = Logarithm.of(backoff[i]);
      }
    }
  }
}
