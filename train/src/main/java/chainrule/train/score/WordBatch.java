package chainrule.train.score;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Documents as words: ranges of bytes of a text.
public final class WordBatch implements Batch {
  /// Bytes of a text's array behind the text, so that eight can be read at once anywhere.
  static final int ROOM = Long.BYTES;

  private final byte[] text;
  private int[] bounds = new int[1024]; // from and to of word i at 2i and 2i + 1
  private int words;
  private int[] starts = new int[65]; // of each document, in words
  private long[] bytes = new long[64]; // of text of each document
  private int[] lines = new int[128]; // where each document begins and ends in the text
  private int documents;

  /// @param text with [#ROOM] behind it; is not copied
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

  /// @param from where the document begins in the text
  /// @param to where it ends
  /// @param textBytes of original text that it stands for
  public void endDocument(int from, int to, long textBytes) {
    if (documents == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * documents);
      lines = Arrays.copyOf(lines, 4 * documents);
      starts = Arrays.copyOf(starts, 2 * documents + 1);
    }
    lines[2 * documents] = from;
    lines[2 * documents + 1] = to;
    bytes[documents++] = textBytes;
    starts[documents] = words;
  }

  public byte[] text() {
    return text;
  }

  /// How many there are, with those of a document that has not ended.
  public int words() {
    return words;
  }

  /// Where a document begins in the text.
  public int lineFrom(int document) {
    return lines[2 * document];
  }

  /// Where it ends, its newline not included.
  public int lineTo(int document) {
    return lines[2 * document + 1];
  }

  public int from(int word) {
    return bounds[2 * word];
  }

  public int to(int word) {
    return bounds[2 * word + 1];
  }

  @Override
  public Optional<WordBatch> lines() {
    return Optional.of(this);
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
