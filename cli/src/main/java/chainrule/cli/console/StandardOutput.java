package chainrule.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// Standard output as commands write to it: raw bytes, errors thrown rather than swallowed, a
/// reader that has gone told apart from a disk that is full.
final class StandardOutput extends FilterOutputStream {
  StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw explain(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw explain(e);
    }
  }

  @Override
  public void close() throws IOException {
    flush(); // the stream belongs to the process
  }

  private static IOException explain(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("pipe is being closed")
        ? new ClosedPipe(e)
        : new IOException("standard output: " + e.getMessage(), e);
  }
}
