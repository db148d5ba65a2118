package chainrule.train.ngram.estimation;

import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Checksum;

/// Reads tokens as words: each is called by its number.
final class TokenWords {
  private static final int CACHED = 1 << 22;

  private final WordTable table;
  private final Checksum fingerprint;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(4 * TokenBlock.CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
  private int[] words = new int[1 << 10]; // by token; 0 is not known yet

  /// @param fingerprint told of all tokens, in order
  TokenWords(WordTable table, Checksum fingerprint) {
    this.table = table;
    this.fingerprint = fingerprint;
  }

  void read(TokenReader reader, TokenSink sink) throws IOException {
    TokenBlock block = new TokenBlock();
    int[] out = new int[2 * TokenBlock.CAPACITY];
    while (reader.next(block)) {
      bytes.clear();
      bytes.asIntBuffer().put(block.tokens(), 0, block.size());
      fingerprint.update(bytes.array(), 0, 4 * block.size());
      int size = 0;
      int document = 0;
      for (int i = 0; i <= block.size(); i++) {
        while (document < block.documents() && block.ends()[document] == i) {
          if (size == out.length) {
            sink.accept(out, size);
            size = 0;
          }
          out[size++] = Special.END;
          document++;
        }
        if (size == out.length) {
          sink.accept(out, size);
          size = 0;
        }
        if (i < block.size()) {
          out[size++] = word(block.tokens()[i]);
        }
      }
      sink.accept(out, size);
    }
  }

  private int word(int token) {
    if (token < 0 || token >= CACHED) {
      return id(token);
    }
    if (token >= words.length) {
      words = Arrays.copyOf(words, Math.max(token + 1, 2 * words.length));
    }
    if (words[token] == 0) {
      words[token] = id(token);
    }
    return words[token];
  }

  private int id(int token) {
    byte[] name = Integer.toUnsignedString(token).getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(name, name.length + TextBlock.SPARE);
    long hash = WordTable.hash(padded, 0, name.length);
    int id = table.find(padded, 0, name.length, hash);
    return id >= 0 ? id : table.add(padded, 0, name.length, hash);
  }
}
