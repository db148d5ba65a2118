package chainrule.cli.console;

import chainrule.tokenize.io.UnreadableInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// Standard input as commands read it. It belongs to the process: closing it does nothing, and who
/// reads it a second time finds its end.
final class StandardInput extends FilterInputStream {
  StandardInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw explain(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
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
