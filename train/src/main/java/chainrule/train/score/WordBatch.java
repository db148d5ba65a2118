package chainrule.train.score;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Documents as words: ranges of bytes of a text.
public final class WordBatch implements Batch {
  private final byte[] text;
  private int[] bounds = new int[1024]; // from and to of word i at 2i and 2i + 1
  private int words;
  private int[] starts = new int[65]; // of each document, in words
  private long[] bytes = new long[64]; // of each document
  private int documents;

  /// @param text is not copied
  public WordBatch(byte[] text) {
    this.text = text;
  }

  /// Words in order, and after those of each document its end.
  public void addWord(int from, int to) {
    if (2 * words == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * words] = from;
    bounds[2 * words + 1] = to;
    words++;
  }

  public void endDocument(long textBytes) {
    if (documents == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * documents);
      starts = Arrays.copyOf(starts, 2 * documents + 1);
    }
    bytes[documents++] = textBytes;
    starts[documents] = words;
  }

  public byte[] text() {
    return text;
  }

  public int from(int word) {
    return bounds[2 * word];
  }

  public int to(int word) {
    return bounds[2 * word + 1];
  }

  @Override
  public int documents() {
    return documents;
  }

  @Override
  public int start(int document) {
    return starts[document];
  }

  @Override
  public long textBytes(int document) {
    return bytes[document];
  }

  @Override
  public String text(int token) {
    return new String(text, from(token), to(token) - from(token), StandardCharsets.UTF_8);
  }
}
