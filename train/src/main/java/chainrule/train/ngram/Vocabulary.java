package chainrule.train.ngram;

import java.nio.charset.StandardCharsets;

/// The words of a model by id, as UTF-8 bytes laid end to end. Immutable; threads share it.
public final class Vocabulary {
  static final String UNKNOWN = "<unk>";
  static final String UNKNOWN_SHOUTED = "<UNK>"; // as some write it
  static final String BEGIN = "<s>";
  static final String END = "</s>";

  private final byte[] bytes;
  private final int[] starts; // size() + 1 of them

  /// Word `id` is the bytes from `starts[id]` to `starts[id + 1]`. The arrays are not copied.
  public Vocabulary(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  public int size() {
    return starts.length - 1;
  }

  /// In bytes.
  public int length(int id) {
    return starts[id + 1] - starts[id];
  }

  /// Of all words together.
  long bytes() {
    return starts[size()] - (long) starts[0];
  }

  /// Appends the word's bytes to `to` from index `at` on and returns the index after them.
  public int copy(int id, byte[] to, int at) {
    int length = length(id);
    System.arraycopy(bytes, starts[id], to, at, length);
    return at + length;
  }

  public String word(int id) {
    return new String(bytes, starts[id], length(id), StandardCharsets.UTF_8);
  }
}
