package chainrule.tokenize.tokenizer;

import java.util.Arrays;

/// Tokens that grow: their ids and, where offsets are asked for, where each ends in the text.
public final class TokenBuffer {
  private int[] ids = new int[1024];
  private int[] starts;
  private int[] ends;
  private int size;

  /// @param traced whether ends are kept
  public TokenBuffer(boolean traced) {
    this.starts = traced ? new int[1024] : null;
    this.ends = traced ? new int[1024] : null;
  }

  public boolean isTraced() {
    return ends != null;
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /// Forgets the last tokens.
  public void truncate(int length) {
    size = Math.min(size, length);
  }

  public int id(int index) {
    return ids[index];
  }

  /// Where the token begins in the text, of a traced buffer that a [TextEncoder] filled.
  public int start(int index) {
    return starts[index];
  }

  /// Where it ends; while a model adds tokens, in the text that the model was given.
  public int end(int index) {
    return ends[index];
  }

  void place(int index, int start, int end) {
    starts[index] = start;
    ends[index] = end;
  }

  /// The array that holds the ids, of which [#size()] are valid; it changes when the buffer grows.
  public int[] array() {
    return ids;
  }

  /// @param end the place behind the token's last byte; a token that shares a character with the
  ///   next (a byte of one, say) ends where the character's bytes that it stands for do
  public void add(int id, int end) {
    if (size == ids.length) {
      grow(1);
    }
    ids[size] = id;
    if (ends != null) {
      ends[size] = end;
    }
    size++;
  }

  /// Lets the last token end further on.
  public void extend(int end) {
    if (ends != null) {
      ends[size - 1] = end;
    }
  }

  /// Makes one token of two neighbours, the second at `index`, where both are this one.
  public void fuse(int index, int id) {
    if (ids[index] != id || ids[index - 1] != id) {
      return;
    }
    System.arraycopy(ids, index + 1, ids, index, size - index - 1);
    if (ends != null) {
      System.arraycopy(ends, index, ends, index - 1, size - index);
    }
    size--;
  }

  /// Room for so many more, written through [#array()] and [#advance] where ends are not kept.
  public void ensure(int more) {
    if (size + more > ids.length) {
      grow(more);
    }
  }

  public void advance(int count) {
    size += count;
  }

  private void grow(int more) {
    int capacity = Math.max(size + more, 2 * ids.length);
    ids = Arrays.copyOf(ids, capacity);
    if (ends != null) {
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
  }

  public int[] toArray() {
    return Arrays.copyOf(ids, size);
  }
}
