package chainrule.tokenize.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Tells how many bytes went by, for progress.
final class CountingStream extends FilterInputStream {
  private final LongConsumer progress;

  CountingStream(InputStream in, LongConsumer progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      progress.accept(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      progress.accept(count);
    }
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    long count = super.skip(n);
    progress.accept(count);
    return count;
  }
}
