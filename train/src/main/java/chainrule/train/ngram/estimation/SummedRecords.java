package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;

/// Sorted N-grams, equal ones added up, those that add up to nothing left out.
final class SummedRecords implements Records {
  private final String name;
  private final Records source;
  private final int order;
  private final int[] current;
  private final int[] words;
  private boolean more;
  private boolean begun;

  /// @param name of what was read, for messages
  /// @param source N words and a signed count each
  SummedRecords(String name, Records source, int order) {
    this.name = name;
    this.source = source;
    this.order = order;
    this.current = new int[order + NgramRecords.COUNT];
    this.words = new int[order];
  }

  @Override
  public boolean next() throws IOException {
    if (!begun) {
      more = source.next();
      begun = true;
    }
    while (more) {
      source.copy(words, 0, order);
      long sum = 0;
      do {
        sum += (long) source.get(order + 1) << 32 | (source.get(order) & 0xFFFF_FFFFL);
        more = source.next();
      } while (more && isSame());
      if (sum < 0) {
        throw new MalformedInput(
            name,
            "",
            "counts do not add up: some n-grams are seen less often than longer ones that end in"
                + " them",
            "merge counts as count --format counts writes them, without --prune");
      }
      if (sum > 0) {
        System.arraycopy(words, 0, current, 0, order);
        NgramRecords.putCount(current, order, sum, true);
        return true;
      }
    }
    return false;
  }

  private boolean isSame() {
    for (int i = 0; i < order; i++) {
      if (words[i] != source.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int get(int column) {
    return current[column];
  }

  @Override
  public void copy(int[] to, int at, int columns) {
    System.arraycopy(current, 0, to, at, columns);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
