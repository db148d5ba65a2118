package chainrule.tokenize.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A text as it is read, with U+FFFD in the place of each byte that is not UTF-8. Not for several
/// threads.
public final class RepairedText extends InputStream {
  private static final int WANTED = 1 << 16;

  private final InputStream in;
  private byte[] ready = {};
  private int at; // in what is ready
  private byte[] rest = {}; // the beginning of a character, perhaps
  private boolean ended;

  public RepairedText(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (at == ready.length) {
      if (ended) {
        return -1;
      }
      repair();
    }
    int count = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, buffer, offset, count);
    at += count;
    return count;
  }

  private void repair() throws IOException {
    byte[] bytes = Arrays.copyOf(rest, rest.length + WANTED);
    int count = in.read(bytes, rest.length, WANTED);
    ended = count < 0;
    int size = rest.length + Math.max(0, count);
    int whole = ended ? size : whole(bytes, size);
    ready = InvalidText.repair(bytes, 0, whole);
    at = 0;
    rest = Arrays.copyOfRange(bytes, whole, size);
  }

  /// Up to where no character can go on behind the end.
  private static int whole(byte[] bytes, int size) {
    for (int length = 1; length <= Math.min(3, size); length++) {
      int b = bytes[size - length] & 0xff;
      if (b < 0x80 || b >= 0xc0) {
        int wanted = b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        return length < wanted ? size - length : size;
      }
    }
    return size;
  }

  @Override
  public int available() throws IOException {
    return ready.length - at + in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
