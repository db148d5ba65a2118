package chainrule.train.score;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/// Documents as the ids of a tokenizer. The first may go on from the batch before: then its ids
/// begin with the last ones of that batch, to be looked back at.
///
/// @param ids of all documents, one after the other
/// @param starts of each document, and the number of all ids
/// @param bytes of the text of each document, 0 where unknown
/// @param names of tokens, as people read them
/// @param lines of text that the documents are, where they are lines of a text
/// @param context how many of the first ids were in the batch before
/// @param isOpen whether the last document goes on in the next batch
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
public record IdBatch(
    int[] ids,
    int[] starts,
    long[] bytes,
    IntFunction<String> names,
    Optional<WordBatch> lines,
    int context,
    boolean isOpen)
    implements Batch {
  public IdBatch {
    if (starts.length != bytes.length + 1 || starts[bytes.length] > ids.length) {
      throw new IllegalArgumentException(
          starts.length + " starts for " + bytes.length + " documents");
    }
  }

  /// Ids of which nothing more is known.
  public IdBatch(int[] ids, int[] starts, long[] bytes) {
    this(ids, starts, bytes, Integer::toString, Optional.empty(), 0, false);
  }

  /// Its own tokens alone.
  IdBatch withoutContext() {
    int[] own = Arrays.stream(starts).map(start -> Math.max(0, start - context)).toArray();
    int[] ownIds = Arrays.copyOfRange(ids, context, tokens());
    return new IdBatch(ownIds, own, bytes, names, lines, 0, isOpen);
  }

  @Override
  public int documents() {
    return bytes.length;
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
    return names.apply(ids[token]);
  }
}
