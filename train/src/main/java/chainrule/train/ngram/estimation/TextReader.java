package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.InvalidText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.Checksum;

/// Reads texts, one sentence a line, as word ids. A few blocks at a time are split by all threads
/// at once; then, in the text's order, their new words are given ids and their tokens handed on.
final class TextReader {
  /// A few at first: every block must find by itself the words that the table does not know yet.
  private static final int FIRST_BLOCKS = 2;

  private static final int BLOCKS = 16;
  private static final int BLOCK_BYTES = 1 << 18;

  private final WordTable table;
  private final SpecialWords specialWords;
  private final InvalidText invalid;
  private final Checksum fingerprint;
  private final Parallel parallel;
  private final Consumer<String> warn;
  private final TextBlock[] blocks = new TextBlock[BLOCKS];
  private boolean warned;

  /// @param fingerprint told of all bytes, in order
  TextReader(
      WordTable table,
      SpecialWords specialWords,
      InvalidText invalid,
      Checksum fingerprint,
      Parallel parallel,
      Consumer<String> warn) {
    this.table = table;
    this.specialWords = specialWords;
    this.invalid = invalid;
    this.fingerprint = fingerprint;
    this.parallel = parallel;
    this.warn = warn;
    for (int i = 0; i < BLOCKS; i++) {
      blocks[i] = new TextBlock(BLOCK_BYTES);
    }
  }

  /// Reads one input to its end; a last line without a line feed is a sentence, too.
  void read(String source, InputStream in, TokenSink sink) throws IOException {
    Place place = new Place(source);
    byte[] rest = new byte[0]; // the beginning of a word that the next block completes
    int together = FIRST_BLOCKS;
    while (rest != null) {
      int filled = 0;
      while (filled < together && rest != null) {
        rest = fill(blocks[filled], in, rest);
        filled += blocks[filled].length > 0 ? 1 : 0;
      }
      parallel.run(filled, i -> blocks[i].split(table));
      for (int i = 0; i < filled; i++) {
        settle(blocks[i], place);
        sink.accept(blocks[i].tokens, blocks[i].size);
      }
      together = Math.min(2 * together, BLOCKS);
    }
    if (place.inLine) {
      sink.accept(new int[] {Special.END}, 1);
    }
  }

  private void settle(TextBlock block, Place place) {
    if (block.special >= 0) {
      special(place.source, block, place.line);
    }
    block.settle(
        table,
        (_, bytes, start, length, at) ->
            newWord(place.source, bytes, start, length, place.offset + at));
    fingerprint.update(block.text, 0, block.length);
    place.offset += block.length;
    place.line += block.lines;
    if (block.size > 0) {
      place.inLine = block.tokens[block.size - 1] != Special.END;
    }
  }

  /// How far an input has been read.
  private static final class Place {
    final String source;
    long offset;
    long line = 1;
    boolean inLine;

    Place(String source) {
      this.source = source;
    }
  }

  /// Fills a block up to a separator and returns what comes behind it, or null at the input's end.
  private static byte[] fill(TextBlock block, InputStream in, byte[] rest) throws IOException {
    int length = rest.length;
    int wanted = Math.max(BLOCK_BYTES, 2 * length);
    block.reserve(wanted);
    System.arraycopy(rest, 0, block.text, 0, length);
    while (true) {
      int read = in.readNBytes(block.text, length, wanted - length);
      length += read;
      if (length < wanted) {
        block.length = length;
        return null;
      }
      int cut = length;
      while (cut > 0 && !TextBlock.separates(block.text[cut - 1])) {
        cut--;
      }
      if (cut > 0) {
        block.length = cut;
        return Arrays.copyOfRange(block.text, cut, length);
      }
      wanted = Math.multiplyExact(wanted, 2); // one huge word
      block.reserve(wanted);
    }
  }

  private void special(String source, TextBlock block, long line) {
    String word = block.specialWord();
    long at = line + block.linesBeforeSpecial();
    if (specialWords == SpecialWords.REFUSE) {
      throw MalformedInput.atLine(
          source,
          at,
          word + " stands in the text, but means something else to a model",
          "remove it, or use --skip-symbols to read such words as blanks");
    }
    if (!warned) {
      warn.accept(
          source
              + ": line "
              + at
              + ": "
              + word
              + " is read as a blank, as are all <s>, </s>"
              + " and <unk>");
      warned = true;
    }
    block.dropSpecial();
  }

  private int newWord(String source, byte[] bytes, int start, int length, long offset) {
    byte[] word = bytes;
    int from = start;
    int size = length;
    if (invalid != InvalidText.KEEP) {
      int bad = firstInvalid(bytes, start, length);
      if (bad >= 0 && invalid == InvalidText.ERROR) {
        throw MalformedInput.atByte(
            source,
            offset + bad,
            String.format("0x%02x is not UTF-8 here", bytes[start + bad]),
            "convert the text, or use --invalid replace or --invalid keep");
      }
      if (bad >= 0) {
        byte[] valid = InvalidText.repair(bytes, start, start + length);
        word = Arrays.copyOf(valid, valid.length + TextBlock.SPARE);
        from = 0;
        size = valid.length;
      }
    }
    long hash = WordTable.hash(word, from, size);
    int id = table.find(word, from, size, hash);
    return id >= 0 ? id : table.add(word, from, size, hash);
  }

  /// Where in a word its first bytes that are not UTF-8 are, or -1.
  private static int firstInvalid(byte[] bytes, int start, int length) {
    int ascii = 0;
    while (ascii < length && bytes[start + ascii] >= 0) {
      ascii++;
    }
    if (ascii == length) {
      return -1;
    }
    var decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, start, length);
    try {
      decoder.decode(in);
      return -1;
    } catch (CharacterCodingException e) {
      return in.position() - start;
    }
  }
}
