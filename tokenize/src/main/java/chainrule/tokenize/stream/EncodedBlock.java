package chainrule.tokenize.stream;

import chainrule.tokenize.tokenizer.TokenBuffer;
import java.util.Arrays;

/// The tokens of some documents in a row, of which the first may go on from the block before and
/// the last may go on in the block behind.
public final class EncodedBlock {
  private final TokenBuffer tokens;
  private final boolean open;
  private final boolean urgent;
  private int[] ends = new int[16]; // of each part's tokens
  private byte[][] texts = new byte[16][];
  private long[] bytes = new long[16];
  private int parts;

  EncodedBlock(TokenBuffer tokens, boolean open, boolean urgent) {
    this.tokens = tokens;
    this.open = open;
    this.urgent = urgent;
  }

  void endPart(byte[] text, long textBytes) {
    if (parts == ends.length) {
      ends = Arrays.copyOf(ends, 2 * parts);
      texts = Arrays.copyOf(texts, 2 * parts);
      bytes = Arrays.copyOf(bytes, 2 * parts);
    }
    ends[parts] = tokens.size();
    texts[parts] = text;
    bytes[parts++] = textBytes;
  }

  public TokenBuffer tokens() {
    return tokens;
  }

  public int parts() {
    return parts;
  }

  /// The first token of a part.
  public int from(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }

  public int to(int part) {
    return ends[part];
  }

  /// How many bytes of text the part stands for.
  public long textBytes(int part) {
    return bytes[part];
  }

  /// The part's text, where it was asked for; else empty.
  public byte[] text(int part) {
    return texts[part];
  }

  /// Whether a document ends with this part.
  public boolean endsDocument(int part) {
    return part + 1 < parts || !open;
  }

  /// Whether somebody may be waiting for these tokens.
  public boolean isUrgent() {
    return urgent;
  }
}
