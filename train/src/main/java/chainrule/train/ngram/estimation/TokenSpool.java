package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.TempFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keeps a text's word ids until all are read: in memory, or, from some number on, in a file.
/// Begins with the mark that stands before every text.
final class TokenSpool implements TokenSink, AutoCloseable {
  private static final int CHUNK = 1 << 18;

  private final TempFolder temporary;
  private final long largest;
  private final List<int[]> chunks = new ArrayList<>();
  private int[] last = new int[CHUNK];
  private int used;
  private long size;
  private RecordFile.Writer file; // null while all is in memory
  private RecordFile written; // null until all is in the file

  /// @param largest how many tokens may be kept in memory
  TokenSpool(TempFolder temporary, long largest) {
    this.temporary = temporary;
    this.largest = largest;
    last[used++] = Special.BEGIN;
    size = 1;
  }

  long size() {
    return size;
  }

  @Override
  public void accept(int[] tokens, int count) throws IOException {
    int from = 0;
    while (from < count) {
      int some = Math.min(count - from, CHUNK - used);
      System.arraycopy(tokens, from, last, used, some);
      used += some;
      from += some;
      if (used == CHUNK) {
        if (file == null) {
          chunks.add(last);
          last = new int[CHUNK];
        } else {
          file.write(last, 0, CHUNK);
        }
        used = 0;
      }
    }
    size += count;
    if (file == null && size > largest) {
      spill();
    }
  }

  private void spill() throws IOException {
    file = new RecordFile.Writer(temporary, "text", 1);
    for (int i = 0; i < chunks.size(); i++) {
      file.write(chunks.set(i, null), 0, CHUNK);
    }
    chunks.clear();
  }

  boolean inMemory() {
    return file == null;
  }

  /// All tokens, if they are in memory; gives them up.
  int[] take() {
    int[] all = new int[Math.toIntExact(size)];
    int at = 0;
    for (int i = 0; i < chunks.size(); i++) {
      System.arraycopy(chunks.set(i, null), 0, all, at, CHUNK);
      at += CHUNK;
    }
    System.arraycopy(last, 0, all, at, used);
    chunks.clear();
    last = new int[0];
    used = 0;
    return all;
  }

  /// Takes what [#take] gave, to be had as a file.
  void takeBack(int[] all) {
    last = all;
    used = (int) size;
  }

  /// All tokens as a file, which may be read as often as one likes.
  RecordFile toFile() throws IOException {
    if (written == null) {
      if (file == null) {
        spill();
      }
      file.write(last, 0, used);
      written = file.finish();
      last = new int[0];
    }
    return written;
  }

  /// How often each word occurs.
  ///
  /// @param words how many there are
  long[] frequencies(int words) throws IOException {
    long[] frequencies = new long[words];
    if (inMemory()) {
      chunks.forEach(chunk -> tally(frequencies, chunk, CHUNK));
      tally(frequencies, last, used);
    } else {
      try (RecordFile.Reader reader = toFile().read(CHUNK)) {
        while (reader.next()) {
          frequencies[reader.get(0)]++;
        }
      }
    }
    return frequencies;
  }

  private static void tally(long[] frequencies, int[] tokens, int count) {
    for (int i = 0; i < count; i++) {
      frequencies[tokens[i]]++;
    }
  }

  /// Replaces every word by another, where all are in memory.
  void replace(int[] by) {
    chunks.forEach(chunk -> Arrays.setAll(chunk, i -> by[chunk[i]]));
    for (int i = 0; i < used; i++) {
      last[i] = by[last[i]];
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
    if (written != null) {
      written.delete();
    }
  }
}
