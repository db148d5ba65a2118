package chainrule.tokenize.stream;

import java.io.IOException;
import java.io.OutputStream;

/// Writes tokens as decimal numbers, separated by spaces, a document a line.
public final class IdsWriter implements TokenWriter {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 11; // digits of an int, and a space

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private boolean lineBegun;

  public IdsWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int[] tokens, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      if (used > BUFFER - LONGEST) {
        drain();
      }
      if (lineBegun) {
        buffer[used++] = ' ';
      }
      lineBegun = true;
      append(tokens[i]);
    }
  }

  private void append(int token) {
    int digits = 1;
    for (int rest = token; rest >= 10; rest /= 10) {
      digits++;
    }
    int rest = token;
    for (int at = used + digits - 1; at >= used; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += digits;
  }

  @Override
  public void endDocument() throws IOException {
    if (used == BUFFER) {
      drain();
    }
    buffer[used++] = '\n';
    lineBegun = false;
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    flush();
  }

  private void drain() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
