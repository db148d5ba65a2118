package chainrule.train.score;

import java.util.function.Supplier;

/// Some lines of a text, not yet cut into words.
///
/// @param offset of the first byte in its source
/// @param size of the text; the array is longer
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
record TextChunk(String source, long offset, byte[] text, int size, WordSplitter splitter)
    implements Supplier<Batch> {
  @Override
  public Batch get() {
    return splitter.split(source, offset, text, size);
  }
}
