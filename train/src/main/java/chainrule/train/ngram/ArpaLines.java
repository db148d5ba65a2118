package chainrule.train.ngram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The lines of an ARPA file, one at a time where it is small, thousands at a time where it is
/// long. Not for several threads.
final class ArpaLines implements AutoCloseable {
  private final InputStream in;
  private byte[] buffer = new byte[1 << 20];
  private int from; // the current line begins here
  private int end; // of what was read
  private long line = 1; // the current one's number

  /// @param bytes of lines that follow one another, each with its newline
  /// @param line the first one's number
  /// @param count of lines
  @SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
  record Chunk(byte[] bytes, long line, int count) {}

  ArpaLines(InputStream in) {
    this.in = in;
  }

  /// The number of the line that comes next.
  long number() {
    return line;
  }

  /// The next line without its newline and carriage return; null after the last.
  String next() throws IOException {
    int newline = newline(from);
    if (newline < 0) {
      return null;
    }
    int to = newline > from && buffer[newline - 1] == '\r' ? newline - 1 : newline;
    String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
    from = newline + 1;
    line++;
    return text;
  }

  /// Lines up to `most`, as long as they are neither blank nor begin with a backslash; a chunk of
  /// none where the next one is such a line.
  Chunk chunk(int most) throws IOException {
    int start = from;
    int at = from;
    int count = 0;
    while (count < most) {
      int shift = from;
      int newline = newline(at);
      at -= shift - from; // reading on may have moved everything
      start -= shift - from;
      if (newline < 0 || isBoundary(at, newline)) {
        break;
      }
      at = newline + 1;
      count++;
    }
    Chunk chunk = new Chunk(Arrays.copyOfRange(buffer, start, at), line, count);
    from = at;
    line += count;
    return chunk;
  }

  private boolean isBoundary(int at, int newline) {
    if (buffer[at] == '\\') {
      return true;
    }
    for (int i = at; i < newline; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /// Where the line ends that begins at `at`, or -1 where none begins there. Moves the unread part
  /// of the buffer to its front when more must be read.
  private int newline(int at) throws IOException {
    int start = at;
    int scan = at;
    while (true) {
      for (; scan < end; scan++) {
        if (buffer[scan] == '\n') {
          return scan;
        }
      }
      int moved = from;
      if (!readMore()) {
        if (scan - moved == start - moved) {
          return -1;
        }
        buffer[end++] = '\n'; // readMore left room for it
        return end - 1;
      }
      start -= moved - from;
      scan -= moved - from;
    }
  }

  private boolean readMore() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, end - from);
      end -= from;
      from = 0;
    }
    if (end + 1 >= buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, buffer.length));
    }
    int count = in.read(buffer, end, buffer.length - 1 - end);
    if (count <= 0) {
      return false;
    }
    end += count;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
