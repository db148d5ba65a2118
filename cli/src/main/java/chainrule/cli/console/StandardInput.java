package chainrule.cli.console;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.UnreadableInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/// Standard input as commands read it. It belongs to the process: closing it does nothing. It can
/// be read only once, so that it is given away for one use only.
public final class StandardInput extends FilterInputStream {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private String use = ""; // what it was given away as
  private int marked; // how many bytes of a mark were read; -1 behind another byte
  private Runnable seen = () -> {};

  StandardInput(InputStream in) {
    super(in);
  }

  /// Gives it away.
  ///
  /// @param wanted what it is to be, for a message: `text`, `model`
  public InputStream as(String wanted) {
    if (!use.isEmpty()) {
      throw new BadSetting(
          "standard input can be read only once, but is wanted as %s and as %s"
              .formatted(use, wanted),
          "name a file for one of them");
    }
    use = wanted;
    return this;
  }

  /// Whether a text that begins like this begins with a byte order mark.
  public static boolean isMarked(byte[] head) {
    return Arrays.equals(Arrays.copyOf(head, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK);
  }

  /// Tells when a byte order mark was read, or at once if it was already. Looking for it beforehand
  /// would wait for a text that may be a while in coming.
  public synchronized void watchForMark(Runnable told) {
    seen = told;
    if (marked == BYTE_ORDER_MARK.length) {
      told.run();
    }
  }

  private synchronized void look(byte next) {
    marked = next == BYTE_ORDER_MARK[marked] ? marked + 1 : -1;
    if (marked == BYTE_ORDER_MARK.length) {
      seen.run();
    }
  }

  private synchronized boolean isBeginning() {
    return marked >= 0 && marked < BYTE_ORDER_MARK.length;
  }

  @Override
  public int read() throws IOException {
    try {
      int next = in.read();
      if (next >= 0 && isBeginning()) {
        look((byte) next);
      }
      return next;
    } catch (IOException e) {
      throw explain(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int count = in.read(buffer, offset, length);
      for (int i = 0; i < count && isBeginning(); i++) {
        look(buffer[offset + i]);
      }
      return count;
    } catch (IOException e) {
      throw explain(e);
    }
  }

  @Override
  public void close() {}

  private static IOException explain(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("is a directory")) {
      throw new UnreadableInput(
          "standard input: is a folder where a file is expected", "name the files in it", e);
    }
    if (message.toLowerCase(Locale.ROOT).contains("bad file descriptor")) {
      throw new UnreadableInput(
          "standard input: is closed", "name a file, or pipe something in", e);
    }
    return new IOException("standard input: " + message, e);
  }
}
