package chainrule.tokenize.stream;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;

/// Puts a begin and an end around each document, cuts it off at a length or, with a stride, into
/// windows of that length that overlap, each of which becomes a document.
public final class DocumentWindows implements TokenWriter {
  /// @param begin the token before each document
  /// @param end the token behind it
  /// @param length the most tokens of a document, these two counted
  /// @param stride how many tokens a window shares with the one before; without it, what is too
  ///   long is left out
  public record Shape(OptionalInt begin, OptionalInt end, OptionalInt length, OptionalInt stride) {
    public static final Shape PLAIN =
        new Shape(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /// How many tokens of the text itself a document can hold.
    public int room() {
      int around = (begin.isPresent() ? 1 : 0) + (end.isPresent() ? 1 : 0);
      return length.isPresent() ? length.getAsInt() - around : Integer.MAX_VALUE;
    }
  }

  private final TokenWriter out;
  private final Shape shape;
  private final int room;
  private int[] window = new int[64];
  private int size;
  private boolean begun;
  private boolean full; // the document has all it can hold

  public DocumentWindows(TokenWriter out, Shape shape) {
    this.out = out;
    this.shape = shape;
    this.room = shape.room();
  }

  @Override
  public void write(int[] tokens, int from, int to) throws IOException {
    if (shape.length().isEmpty()) {
      begin();
      out.write(tokens, from, to);
      return;
    }
    for (int i = from; i < to && !full; i++) {
      if (size == room) {
        nextWindow();
      }
      if (!full) {
        if (size == window.length) {
          window = Arrays.copyOf(window, 2 * size);
        }
        window[size++] = tokens[i];
      }
    }
  }

  private void nextWindow() throws IOException {
    if (shape.stride().isEmpty()) {
      full = true;
      return;
    }
    writeWindow();
    out.endDocument();
    int kept = shape.stride().getAsInt();
    System.arraycopy(window, size - kept, window, 0, kept);
    size = kept;
  }

  private void writeWindow() throws IOException {
    begin();
    out.write(window, 0, size);
    end();
  }

  private void begin() throws IOException {
    if (!begun && shape.begin().isPresent()) {
      out.write(new int[] {shape.begin().getAsInt()}, 0, 1);
    }
    begun = true;
  }

  private void end() throws IOException {
    if (shape.end().isPresent()) {
      out.write(new int[] {shape.end().getAsInt()}, 0, 1);
    }
    begun = false;
  }

  @Override
  public void endDocument() throws IOException {
    if (shape.length().isEmpty()) {
      begin();
      end();
    } else {
      writeWindow();
    }
    out.endDocument();
    size = 0;
    full = false;
  }

  @Override
  public void addText(long bytes) {
    out.addText(bytes);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    out.finish();
  }
}
