package chainrule.tokenize.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// UTF-8 text that grows, and that can remember where each of its bytes came from. Normalizers read
/// one and write another. The arrays are handed out as they are, because the loops over them are
/// where tokenizing spends its time; they change when the buffer grows.
public final class TextBuffer {
  private byte[] bytes;
  private int length;
  private final boolean traced;
  private Place place = Place.DOCUMENT;
  private int[] starts; // of the source's bytes that byte i stands for; unused unless traced
  private int[] ends;

  /// What the text begins. A long text may be handed over in parts.
  public enum Place {
    /// The first text of a document.
    DOCUMENT,
    /// Text behind an added token.
    SECTION,
    /// Text that goes on where the last part ended.
    CONTINUED
  }

  /// @param traced whether to remember sources, which costs time and is needed for offsets only
  public TextBuffer(boolean traced) {
    this.traced = traced;
    this.bytes = new byte[256];
    this.starts = traced ? new int[256] : new int[0];
    this.ends = traced ? new int[256] : new int[0];
  }

  public static TextBuffer of(String text) {
    TextBuffer buffer = new TextBuffer(false);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.append(bytes, 0, bytes.length, 0);
    return buffer;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public boolean isTraced() {
    return traced;
  }

  /// Where the source's bytes begin that the byte at this place stands for.
  public int start(int at) {
    return starts[at];
  }

  /// Where they end.
  public int end(int at) {
    return ends[at];
  }

  public Place place() {
    return place;
  }

  /// Empties the buffer for text that begins there.
  public void clear(Place begins) {
    length = 0;
    place = begins;
  }

  /// Forgets the last bytes.
  public void truncate(int to) {
    length = Math.min(length, to);
  }

  /// Appends source text as it is.
  ///
  /// @param origin the place in the source of the byte at `from`
  public void append(byte[] text, int from, int to, int origin) {
    ensure(to - from);
    System.arraycopy(text, from, bytes, length, to - from);
    if (traced) {
      for (int i = 0; i < to - from; i++) {
        starts[length + i] = origin + i;
        ends[length + i] = origin + i + 1;
      }
    }
    length += to - from;
  }

  /// Appends a stretch of another buffer with its sources.
  public void append(TextBuffer other, int from, int to) {
    ensure(to - from);
    System.arraycopy(other.bytes, from, bytes, length, to - from);
    if (traced) {
      System.arraycopy(other.starts, from, starts, length, to - from);
      System.arraycopy(other.ends, from, ends, length, to - from);
    }
    length += to - from;
  }

  /// Appends new bytes that stand for the stretch `[from, to)` of another buffer, which may be
  /// empty (then they stand for no text, at that place).
  public void replace(byte[] text, TextBuffer other, int from, int to) {
    ensure(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    if (traced) {
      int start = from < other.length ? other.starts[from] : other.sourceEnd();
      int end = to > from ? other.ends[to - 1] : start;
      Arrays.fill(starts, length, length + text.length, start);
      Arrays.fill(ends, length, length + text.length, end);
    }
    length += text.length;
  }

  /// Appends one code point that stands for the stretch `[from, to)` of another buffer.
  public void replace(int codePoint, TextBuffer other, int from, int to) {
    int before = length;
    ensure(4);
    length = Utf8.encode(codePoint, bytes, length);
    if (traced) {
      int start = from < other.length ? other.starts[from] : other.sourceEnd();
      int end = to > from ? other.ends[to - 1] : start;
      Arrays.fill(starts, before, length, start);
      Arrays.fill(ends, before, length, end);
    }
  }

  private int sourceEnd() {
    return length == 0 ? 0 : ends[length - 1];
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      int capacity =
          Math.max(length + more, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, capacity);
      if (traced) {
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
      }
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
