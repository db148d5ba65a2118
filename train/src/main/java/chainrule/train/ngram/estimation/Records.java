package chainrule.train.ngram.estimation;

import java.io.IOException;

/// Records of ints that come one after the other, in some order that is the point of them.
interface Records extends AutoCloseable {
  /// Goes on to the next record, from before the first; false behind the last.
  boolean next() throws IOException;

  /// An int of the current record.
  int get(int column);

  /// The first ints of the current record.
  void copy(int[] to, int at, int columns);

  @Override
  void close() throws IOException;
}
