package chainrule.train.ngram;

import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Writes a model as ARPA text, as KenLM and SRILM read it. All threads turn blocks of n-grams into
/// text; it is written in order.
public final class ArpaWriter implements ModelWriter {
  private final OutputStream out;
  private final Parallel parallel;

  public ArpaWriter(OutputStream out, Parallel parallel) {
    this.out = out;
    this.parallel = parallel;
  }

  @Override
  public void write(ModelSource model) throws IOException {
    WordHeads heads = new WordHeads(model.vocabulary());
    StringBuilder header = new StringBuilder("\\data\\\n");
    for (int n = 1; n <= model.order(); n++) {
      header.append("ngram ").append(n).append('=').append(model.count(n)).append('\n');
    }
    put(header.append('\n').toString());
    for (int n = 1; n <= model.order(); n++) {
      put("\\" + n + "-grams:\n");
      int words = n;
      Queue<Text> idle = new ConcurrentLinkedQueue<>();
      Iterator<NgramBlock> blocks = model.blocks(n);
      parallel.ordered(
          blocks,
          block -> {
            Text text = idle.poll();
            return (text == null ? new Text(words, model, heads) : text).fill(block);
          },
          text -> {
            put(text.bytes, text.length);
            idle.add(text);
          });
      put("\n");
    }
    put("\\end\\\n");
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    put(bytes, bytes.length);
  }

  private void put(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One block's n-grams, and then their text. Used again for other blocks.
  private static final class Text {
    private static final int TOGETHER = 256; // n-grams whose words are fetched at once

    final int n;
    final boolean highest;
    final Vocabulary vocabulary;
    final WordHeads shortWords;
    final int[] words;
    final float[] probability = new float[NgramBlock.LARGEST];
    final float[] backoff = new float[NgramBlock.LARGEST];
    final long[] heads;
    byte[] bytes = new byte[1 << 16];
    int length;

    Text(int n, ModelSource model, WordHeads shortWords) {
      this.n = n;
      this.highest = n == model.order();
      this.vocabulary = model.vocabulary();
      this.shortWords = shortWords;
      words = new int[NgramBlock.LARGEST * n];
      heads = new long[TOGETHER * n * WordHeads.SIZE];
    }

    Text fill(NgramBlock block) {
      int size = block.size();
      block.read(words, probability, backoff);
      length = 0;
      for (int from = 0; from < size; from += TOGETHER) {
        append(from, Math.min(size, from + TOGETHER));
      }
      return this;
    }

    private void append(int from, int to) {
      long needed = (long) (to - from) * (2 * FloatText.LONGEST + 3 + n * 16L) + 2 * Long.BYTES;
      for (int i = from; i < to; i++) {
        needed += fetch(i * n, (i - from) * n);
      }
      if (length + needed > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.toIntExact(length + needed + bytes.length / 2));
      }
      int at = length;
      for (int i = from; i < to; i++) {
        at = line(i, (i - from) * n, bytes, at);
      }
      length = at;
    }

    // One n-gram each, and nothing else: short methods that are called often are compiled soonest.

    /// Fetches the heads of an n-gram's words; returns how many bytes its long words have.
    private long fetch(int first, int head) {
      long more = 0;
      for (int k = 0; k < n; k++) {
        if (!shortWords.fetch(words[first + k], heads, (head + k) * WordHeads.SIZE)) {
          more += vocabulary.length(words[first + k]);
        }
      }
      return more;
    }

    /// Puts an n-gram's line at `text[from]` and returns the place after it.
    private int line(int number, int head, byte[] text, int from) {
      int at = FloatText.append(probability[number], text, from);
      byte between = '\t';
      for (int k = 0; k < n; k++) {
        text[at++] = between;
        int word = words[number * n + k];
        at = shortWords.copy(word, heads, (head + k) * WordHeads.SIZE, text, at);
        between = ' ';
      }
      if (!highest && !Blank.isNoBackoff(backoff[number])) {
        text[at++] = '\t';
        at = FloatText.append(backoff[number], text, at);
      }
      text[at++] = '\n';
      return at;
    }
  }
}
