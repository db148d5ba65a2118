package chainrule.train.ngram;

import java.nio.ByteBuffer;

/// Room for what does not fit into memory while a model is being built. Not for several threads.
interface Scratch {
  /// Writes these bytes and tells where.
  long append(ByteBuffer bytes);

  /// Fills the buffer with what was written there.
  void read(long at, ByteBuffer bytes);
}
