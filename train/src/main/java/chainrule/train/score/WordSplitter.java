package chainrule.train.score;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.Pieces;
import chainrule.tokenize.text.Utf8;

/// Cuts lines into words at white space, as KenLM and SRILM do: at spaces, tabs, the other four
/// controls that move the cursor, and zero bytes.
public final class WordSplitter {
  private static final boolean[] BLANK = new boolean[256];

  static {
    for (int blank : new int[] {0, '\t', '\n', 0x0b, '\f', '\r', ' '}) {
      BLANK[blank] = true;
    }
  }

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
  Batch split(String source, long offset, byte[] text, int size) {
    if (strict) {
      check(source, offset, text, size);
    }
    WordBatch batch = new WordBatch(text);
    int line = 0;
    int at = 0;
    while (at < size) {
      int from = at;
      while (at < size && !BLANK[text[at] & 0xff]) {
        at++;
      }
      if (at > from) {
        batch.addWord(from, at);
      }
      if (at == size || text[at] == '\n') {
        int end = Math.min(size, at + 1);
        batch.endDocument(line, at, pieces ? textBytes(batch, end - at) : end - line);
        line = end;
      }
      at++;
    }
    return batch;
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
