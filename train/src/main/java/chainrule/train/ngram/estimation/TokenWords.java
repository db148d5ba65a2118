package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.EncodedBlock;
import chainrule.tokenize.stream.Pieces;
import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.Checksum;

/// Makes words of tokens, a document a sentence: their pieces, where the tokenizer is known, else
/// their numbers. For one input.
final class TokenWords {
  private static final int CACHED = 1 << 22;
  private static final int UNSEEN = 0; // <unk> is looked up each time
  private static final int SKIPPED = -1;

  private final String source;
  private final Optional<Tokenizer> tokenizer;
  private final SpecialWords specialWords;
  private final WordTable table;
  private final Checksum fingerprint;
  private final Consumer<String> warn;
  private final TokenSink sink;
  private final int[] out = new int[1 << 16];
  private int size;
  private int[] words = new int[1 << 10]; // by token
  private boolean warned;

  /// @param specialWords for pieces; numbers are none
  /// @param fingerprint told of all tokens, in order
  TokenWords(
      String source,
      Optional<Tokenizer> tokenizer,
      SpecialWords specialWords,
      WordTable table,
      Checksum fingerprint,
      Consumer<String> warn,
      TokenSink sink) {
    this.source = source;
    this.tokenizer = tokenizer;
    this.specialWords = specialWords;
    this.table = table;
    this.fingerprint = fingerprint;
    this.warn = warn;
    this.sink = sink;
  }

  /// Reads all tokens.
  void read(TokenReader reader) throws IOException {
    TokenBlock block = new TokenBlock();
    while (reader.next(block)) {
      int from = 0;
      for (int document = 0; document < block.documents(); document++) {
        int end = block.ends()[document];
        add(block.tokens(), from, end);
        endDocument();
        from = end;
      }
      add(block.tokens(), from, block.size());
    }
    flush();
  }

  /// Takes the next part of a text.
  void add(EncodedBlock block) throws IOException {
    for (int part = 0; part < block.parts(); part++) {
      add(block.tokens().array(), block.from(part), block.to(part));
      if (block.endsDocument(part)) {
        endDocument();
      }
    }
    flush();
  }

  private void add(int[] tokens, int from, int to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(tokens, from, to - from);
    fingerprint.update(bytes.array(), 0, bytes.capacity());
    for (int i = from; i < to; i++) {
      int word = word(tokens[i]);
      if (word != SKIPPED) {
        put(word);
      }
    }
  }

  private void endDocument() throws IOException {
    put(Special.END);
  }

  private void put(int word) throws IOException {
    if (size == out.length) {
      flush();
    }
    out[size++] = word;
  }

  private void flush() throws IOException {
    sink.accept(out, size);
    size = 0;
  }

  private int word(int token) {
    if (token < 0 || token >= CACHED) {
      return id(token);
    }
    if (token >= words.length) {
      words = Arrays.copyOf(words, Math.max(token + 1, 2 * words.length));
    }
    if (words[token] == UNSEEN) {
      words[token] = id(token);
    }
    return words[token];
  }

  private int id(int token) {
    byte[] name = name(token);
    byte[] padded = Arrays.copyOf(name, name.length + TextBlock.SPARE);
    long hash = WordTable.hash(padded, 0, name.length);
    int id = table.find(padded, 0, name.length, hash);
    if (id >= 0 && id < Special.WORDS.size()) {
      return special(id);
    }
    return id >= 0 ? id : table.add(padded, 0, name.length, hash);
  }

  private byte[] name(int token) {
    if (tokenizer.isEmpty()) {
      return Integer.toUnsignedString(token).getBytes(StandardCharsets.US_ASCII);
    }
    if (!tokenizer.get().has(token)) {
      throw new MalformedInput(
          source,
          "",
          "token %s is none of the tokenizer's %,d"
              .formatted(Integer.toUnsignedString(token), tokenizer.get().size()),
          "use the tokenizer that made the tokens");
    }
    return Pieces.write(tokenizer.get().token(token));
  }

  /// What a tokenizer does not know, its model does not know either: `<unk>` is `<unk>`. The other
  /// two mean the ends of a sentence, and the model puts those itself.
  private int special(int id) {
    String word = Special.WORDS.get(id);
    if (specialWords == SpecialWords.REFUSE) {
      if (id == Special.UNKNOWN) {
        return id;
      }
      throw new MalformedInput(
          source,
          "",
          word + " is one of its tokens, but means something else to a model",
          "remove it, or use --skip-symbols to leave out such tokens");
    }
    if (!warned) {
      warn.accept(source + ": " + word + " is left out, as are all <s>, </s> and <unk>");
      warned = true;
    }
    return SKIPPED;
  }
}
