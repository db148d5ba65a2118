package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.TempFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads files of n-gram counts, as `count --format counts` writes them: the words with blanks
/// between them, a tab, the count. Several files together are as one run over all their texts.
final class CountsReader implements AutoCloseable {
  private static final String HINT = "counts are made by count --format counts";

  private final WordTable table;
  private final TempFolder temporary;
  private final RecordFile.Writer[] writers = new RecordFile.Writer[Settings.LARGEST_ORDER + 1];
  private final int[] record = new int[Settings.LARGEST_ORDER + NgramRecords.COUNT];
  private int order;
  private boolean markers;

  CountsReader(WordTable table, TempFolder temporary) {
    this.table = table;
    this.temporary = temporary;
  }

  /// The longest n-grams so far; 0 before any.
  int order() {
    return order;
  }

  /// Whether sentences' begins are among the words.
  boolean hasMarkers() {
    return markers;
  }

  void read(String source, InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    byte[] line = new byte[1 << 10];
    long number = 1;
    int length = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        line(source, number++, line, length);
        length = 0;
      } else {
        if (length + TextBlock.SPARE >= line.length) {
          line = Arrays.copyOf(line, 2 * line.length);
        }
        line[length++] = (byte) b;
      }
    }
    if (length > 0) {
      throw MalformedInput.atLine(source, number, "is cut short: it has no end", "make it again");
    }
  }

  private void line(String source, long number, byte[] line, int length) throws IOException {
    int tab = length - 1;
    while (tab >= 0 && line[tab] != '\t') {
      tab--;
    }
    if (tab <= 0) {
      throw MalformedInput.atLine(source, number, "has no tab between words and count", HINT);
    }
    long count = count(source, number, line, tab + 1, length);
    int n = 0;
    for (int at = 0; at <= tab; ) {
      int end = at;
      while (end < tab && line[end] != ' ') {
        end++;
      }
      if (end == at || n == Settings.LARGEST_ORDER) {
        String problem = end == at ? "has an empty word" : "has more than " + n + " words";
        throw MalformedInput.atLine(source, number, problem, HINT);
      }
      record[n++] = word(line, at, end - at);
      at = end + 1;
    }
    if (writers[n] == null) {
      writers[n] = new RecordFile.Writer(temporary, "merge" + n, n + NgramRecords.COUNT);
      order = Math.max(order, n);
    }
    markers |= record[0] == Special.BEGIN;
    NgramRecords.putCount(record, n, count, true);
    writers[n].write(record, 0, n + NgramRecords.COUNT);
  }

  private static long count(String source, long number, byte[] line, int from, int to) {
    long count = 0;
    boolean valid = to > from && to - from < 19;
    for (int i = from; i < to && valid; i++) {
      valid = line[i] >= '0' && line[i] <= '9';
      count = 10 * count + line[i] - '0';
    }
    if (!valid) {
      throw MalformedInput.atLine(
          source,
          number,
          "'"
              + new String(line, from, to - from, java.nio.charset.StandardCharsets.UTF_8)
              + "' is no count",
          HINT);
    }
    return count;
  }

  private int word(byte[] line, int from, int length) {
    long hash = WordTable.hash(line, from, length);
    int id = table.find(line, from, length, hash);
    return id >= 0 ? id : table.add(line, from, length, hash);
  }

  /// N-grams with their counts in suffix order, filled up at the beginnings of sentences, as from
  /// text. An n-gram shorter than N that no longer one ends in stood at a beginning: so each
  /// n-gram's count is given to it and taken from what it is without its oldest word.
  ///
  /// @param sources what all that was read is called in messages
  Records grams(String sources, int wanted, int words, long memory) throws IOException {
    RecordFile[] files = new RecordFile[wanted + 1];
    long expected = 0;
    for (int n = 1; n <= wanted; n++) {
      if (writers[n] == null) {
        throw new MalformedInput(sources, "", "there are no counts of " + n + "-grams", HINT);
      }
      files[n] = writers[n].finish();
      expected += 2 * files[n].size();
    }
    int[] passes = new int[wanted];
    Arrays.setAll(passes, i -> i);
    RecordSorter sorter =
        new RecordSorter(
            temporary,
            wanted + NgramRecords.COUNT,
            NgramRecords.suffixOrder(wanted),
            passes,
            words,
            expected,
            memory);
    for (int n = 1; n <= wanted; n++) {
      try (Records grams = files[n].read(1 << 16)) {
        while (grams.next()) {
          if (grams.get(n - 1) != Special.BEGIN) {
            long count = NgramRecords.count(grams, n);
            add(sorter, wanted, grams, n, 0, count);
            if (n > 1) {
              add(sorter, wanted, grams, n, 1, -count);
            }
          }
        }
      }
      files[n].delete();
    }
    return new SummedRecords(sources, sorter.sorted(), wanted);
  }

  private static void add(
      RecordSorter sorter, int wanted, Records grams, int n, int from, long count)
      throws IOException {
    int at = sorter.next();
    int[] room = sorter.room();
    int filled = wanted - (n - from);
    Arrays.fill(room, at, at + filled, Special.BEGIN);
    for (int i = from; i < n; i++) {
      room[at + filled + i - from] = grams.get(i);
    }
    room[at + wanted] = (int) count;
    room[at + wanted + 1] = (int) (count >>> 32);
  }

  @Override
  public void close() throws IOException {
    for (RecordFile.Writer writer : writers) {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
