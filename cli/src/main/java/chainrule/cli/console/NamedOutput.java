package chainrule.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// Standard output, or a device, as commands write to it: raw bytes, errors thrown rather than
/// swallowed and with a name, a reader that has gone told apart from a disk that is full.
public final class NamedOutput extends FilterOutputStream {
  private final String name;
  private final boolean owned;

  private NamedOutput(OutputStream out, String name, boolean owned) {
    super(out);
    this.name = name;
    this.owned = owned;
  }

  /// Closing it only flushes: the stream belongs to the process.
  static NamedOutput standard(OutputStream out) {
    return new NamedOutput(out, "standard output", false);
  }

  public static NamedOutput device(OutputStream out, String name) {
    return new NamedOutput(out, name, true);
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
    flush();
    if (owned) {
      out.close();
    }
  }

  private IOException explain(IOException e) {
    String message = String.valueOf(e.getMessage());
    String known = message.toLowerCase(Locale.ROOT);
    return known.contains("broken pipe") || known.contains("pipe is being closed")
        ? new ClosedPipe(e)
        : new IOException(name + ": cannot be written: " + message, e);
  }
}
