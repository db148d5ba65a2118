package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.io.TempFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Counts the N-grams of a text that is larger than memory: stretch after stretch is sorted and its
/// distinct N-grams written with their counts, in suffix order. Where a sentence begins, N-grams
/// are filled up with [Special#BEGIN].
final class TextRuns {
  private final TempFolder temporary;
  private final int order;
  private final int words;
  private final boolean markers;
  private final Parallel parallel;

  TextRuns(TempFolder temporary, int order, int words, boolean markers, Parallel parallel) {
    this.temporary = temporary;
    this.order = order;
    this.words = words;
    this.markers = markers;
    this.parallel = parallel;
  }

  /// @param replace other ids for the text's, or none at all
  List<RecordFile> count(RecordFile text, int[] replace, long memory) throws IOException {
    long room = (memory - 4L * words * parallel.threads()) / 12;
    int stretch = (int) Math.max(1 << 12, Math.min(room, Math.min(text.size(), 1 << 30)));
    int history = order - 1;
    int[] tokens = new int[stretch + history];
    List<RecordFile> runs = new ArrayList<>();
    int kept = 0; // of the stretch before, for N-grams that reach back
    try (RecordFile.Reader reader = text.read(1 << 16)) {
      boolean more = true;
      while (more) {
        int size = kept;
        while (size < tokens.length && (more = reader.next())) {
          int token = reader.get(0);
          tokens[size++] = replace.length == 0 ? token : replace[token];
        }
        if (size > kept) {
          runs.add(run(tokens, size, kept));
        }
        kept = Math.min(history, size);
        System.arraycopy(tokens, size - kept, tokens, 0, kept);
      }
    }
    return runs;
  }

  /// @param skip how many tokens at the beginning are only there to be looked back at
  private RecordFile run(int[] tokens, int size, int skip) throws IOException {
    int[] places = SuffixOrder.of(tokens, size, words, order, parallel).order();
    int width = order + NgramRecords.COUNT;
    int[] record = new int[width];
    int[] before = new int[width];
    long count = 0;
    try (RecordFile.Writer writer = new RecordFile.Writer(temporary, "counts", width)) {
      for (int place : places) {
        if (place < skip || isSilent(tokens[place])) {
          continue;
        }
        fill(tokens, place, record);
        if (count > 0 && java.util.Arrays.equals(record, 0, order, before, 0, order)) {
          count++;
          continue;
        }
        if (count > 0) {
          NgramRecords.putCount(before, order, count, true);
          writer.write(before, 0, width);
        }
        int[] swap = before;
        before = record;
        record = swap;
        count = 1;
      }
      if (count > 0) {
        NgramRecords.putCount(before, order, count, true);
        writer.write(before, 0, width);
      }
      return writer.finish();
    }
  }

  private boolean isSilent(int token) {
    return token == Special.BEGIN || (!markers && token == Special.END);
  }

  private void fill(int[] tokens, int place, int[] record) {
    record[order - 1] = tokens[place];
    boolean begun = false;
    for (int i = 1; i < order; i++) {
      begun |= place - i < 0 || Corpus.isBorder(tokens[place - i]);
      record[order - 1 - i] = begun ? Special.BEGIN : tokens[place - i];
    }
  }
}
