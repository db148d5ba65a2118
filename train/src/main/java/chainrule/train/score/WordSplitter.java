package chainrule.train.score;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.Pieces;
import chainrule.tokenize.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Cuts lines into words at white space, as KenLM and SRILM do: at spaces, tabs, the other four
/// controls that move the cursor, and zero bytes. Looks at eight bytes at a time.
public final class WordSplitter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L; // times b: the byte b eight times
  private static final long HIGH = 0x8080808080808080L;

  private final boolean pieces;
  private final boolean strict;

  /// @param pieces whether words are a tokenizer's pieces, whose text is shorter than they are
  ///   written
  /// @param strict whether bytes that are not UTF-8 are refused
  public WordSplitter(boolean pieces, boolean strict) {
    this.pieces = pieces;
    this.strict = strict;
  }

  /// @param offset of the text in its source, for messages
  /// @param text longer than `size` by [WordBatch#ROOM] at least
  Batch split(String source, long offset, byte[] text, int size) {
    if (strict) {
      check(source, offset, text, size);
    }
    WordBatch batch = new WordBatch(text);
    int line = 0;
    int word = 0;
    for (int at = 0; at < size; at += Long.BYTES) {
      for (long blanks = blanks((long) LONG.get(text, at)); blanks != 0; blanks &= blanks - 1) {
        int blank = at + (Long.numberOfTrailingZeros(blanks) >>> 3);
        if (blank >= size) {
          break;
        }
        if (blank > word) {
          batch.addWord(word, blank);
        }
        word = blank + 1;
        if (text[blank] == '\n') {
          endLine(batch, line, blank, word);
          line = word;
        }
      }
    }
    if (word < size) {
      batch.addWord(word, size);
    }
    if (batch.words() > batch.start(batch.documents())) { // a last line without its newline
      endLine(batch, line, size, size);
    }
    return batch;
  }

  /// The high bit of each byte that is white space, and of no other.
  private static long blanks(long eight) {
    long low = eight & ~HIGH;
    long notZero = low + 0x7f * ONES; // high bits tell; none carries into the next byte
    long notSpace = (low ^ ' ' * ONES) + 0x7f * ONES;
    long fromTab = low + (0x80 - '\t') * ONES;
    long aboveReturn = low + (0x7f - '\r') * ONES;
    return (~(notZero & notSpace) | (fromTab & ~aboveReturn)) & ~eight & HIGH;
  }

  private void endLine(WordBatch batch, int from, int to, int next) {
    batch.endDocument(from, to, pieces ? textBytes(batch, next - to) : next - from);
  }

  private static void check(String source, long offset, byte[] text, int size) {
    int at = Utf8.firstInvalid(text, 0, size);
    if (at < size) {
      throw MalformedInput.atByte(
          source,
          offset + at,
          String.format("byte 0x%02x is not UTF-8", text[at]),
          "convert the text, or use --invalid keep");
    }
  }

  /// Of the line that is about to end, from the pieces it consists of.
  private static long textBytes(WordBatch batch, int newline) {
    long sum = newline;
    for (int word = batch.start(batch.documents()); word < batch.words(); word++) {
      sum += Pieces.length(batch.text(), batch.from(word), batch.to(word));
    }
    return sum;
  }
}
