package chainrule.tokenize.stream;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Optional;

/// Opens tokens in whatever form they are kept.
public final class TokenReaders {
  private static final int HEAD = 64;

  private TokenReaders() {}

  /// @param format where the user said it; else it is recognised
  /// @param tokenizer that the tokens must be of, where it is known; pieces need one
  public static TokenReader open(
      Input input, Optional<TokenFormat> format, Optional<Tokenizer> tokenizer) throws IOException {
    PushbackInputStream in = new PushbackInputStream(input.open(), HEAD);
    byte[] head = head(in);
    in.unread(head);
    String name = input.name();
    TokenFormat found =
        format
            .or(() -> TokenFormat.recognise(name, head))
            .or(() -> byContent(head))
            .orElseThrow(
                () ->
                    new MalformedInput(
                        name,
                        "",
                        "it cannot be seen what kind of tokens these are",
                        "say it with --input stream, ids, pieces, jsonl, u16 or u32"));
    TokenReader reader =
        switch (found) {
          case STREAM -> new StreamReader(name, in);
          case IDS -> new IdsReader(name, in);
          case PIECES ->
              LineReader.ofPieces(
                  name,
                  in,
                  tokenizer.orElseThrow(
                      () ->
                          new MalformedInput(
                              name, "", "pieces have no ids without their tokenizer", "use -t")));
          case JSONL -> LineReader.ofJson(name, in);
          case U16 -> new ArrayReader(name, in, 2);
          case U32 -> new ArrayReader(name, in, 4);
        };
    if (tokenizer.isPresent() && reader.header().isPresent()) {
      reader.header().get().require(name, StreamHeader.of(tokenizer.get()));
    }
    return reader;
  }

  /// What can be had without waiting for more than the first bytes.
  private static byte[] head(InputStream in) throws IOException {
    byte[] head = new byte[HEAD];
    int size = 0;
    do {
      int count = in.read(head, size, HEAD - size);
      if (count < 0) {
        break;
      }
      size += count;
    } while (size < 8);
    return Arrays.copyOf(head, size);
  }

  private static Optional<TokenFormat> byContent(byte[] head) {
    if (head.length > 0 && head[0] == '{') {
      return Optional.of(TokenFormat.JSONL);
    }
    for (byte b : head) {
      if ((b < '0' || b > '9') && b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return Optional.empty();
      }
    }
    return Optional.of(TokenFormat.IDS);
  }
}
