package chainrule.tokenize.stream;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Text on its way out, in which bytes that are not UTF-8 are refused or replaced. A character that
/// is cut between two writes is put together first.
public final class CheckedText extends FilterOutputStream {
  private static final int LONGEST = 4; // bytes of a character

  private final InvalidText invalid;
  private final String source;
  private byte[] held = new byte[0]; // the beginning of a character
  private long offset; // of what is held

  /// @param source of the text, for messages
  public CheckedText(OutputStream out, InvalidText invalid, String source) {
    super(out);
    this.invalid = invalid;
    this.source = source;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    byte[] text = Arrays.copyOf(held, held.length + length);
    System.arraycopy(bytes, from, text, held.length, length);
    int whole = beforeOpenCharacter(text);
    pass(Arrays.copyOf(text, whole));
    held = Arrays.copyOfRange(text, whole, text.length);
  }

  /// Passes on what is left, a character that never came to its end included.
  public void finish() throws IOException {
    pass(held);
    held = new byte[0];
    out.flush();
  }

  private void pass(byte[] text) throws IOException {
    byte[] clean =
        invalid.accepts(text, source, offset) ? text : InvalidText.repair(text, 0, text.length);
    offset += text.length;
    out.write(clean);
  }

  /// How much of the text stands before a last character that may go on.
  private static int beforeOpenCharacter(byte[] text) {
    for (int back = 1; back < LONGEST && back <= text.length; back++) {
      int lead = text[text.length - back] & 0xff;
      int wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
      if (lead < 0x80 || wanted > 1) {
        return wanted > back ? text.length - back : text.length;
      }
    }
    return text.length;
  }
}
