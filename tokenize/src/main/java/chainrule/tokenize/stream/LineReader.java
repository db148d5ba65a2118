package chainrule.tokenize.stream;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads tokens of which each line is a document: pieces, which need their tokenizer to become ids
/// again, or JSON objects with ids.
public final class LineReader implements TokenReader {
  private final String source;
  private final InputStream in;
  private final Optional<Tokenizer> tokenizer; // of pieces; else lines are JSON
  private final Map<String, Integer> ids = new HashMap<>(); // pieces met before
  private long line;
  private int[] tokens = new int[0]; // of the line that is being handed on
  private int at;
  private boolean open;

  private LineReader(String source, InputStream in, Optional<Tokenizer> tokenizer) {
    this.source = source;
    this.in = new BufferedInputStream(in, 1 << 16);
    this.tokenizer = tokenizer;
  }

  public static LineReader ofPieces(String source, InputStream in, Tokenizer tokenizer) {
    LineReader reader = new LineReader(source, in, Optional.of(tokenizer));
    for (int id = tokenizer.size() - 1; id >= 0; id--) { // the lowest id of equal pieces stays
      if (tokenizer.has(id)) {
        reader.ids.put(new String(Pieces.write(tokenizer.token(id)), StandardCharsets.UTF_8), id);
      }
    }
    return reader;
  }

  public static LineReader ofJson(String source, InputStream in) {
    return new LineReader(source, in, Optional.empty());
  }

  @Override
  public Optional<StreamHeader> header() {
    return Optional.empty();
  }

  @Override
  public long textBytes() {
    return 0;
  }

  @Override
  public boolean next(TokenBlock block) throws IOException {
    block.clear();
    while (block.size < TokenBlock.CAPACITY && block.documents < TokenBlock.CAPACITY) {
      if (!open) {
        if (!block.isEmpty() && in.available() == 0) {
          break; // hand on what is there rather than wait
        }
        Optional<String> text = nextLine();
        if (text.isEmpty()) {
          break;
        }
        tokens = tokenizer.isPresent() ? pieces(text.get()) : json(text.get());
        at = 0;
        open = true;
      }
      int count = Math.min(tokens.length - at, TokenBlock.CAPACITY - block.size);
      System.arraycopy(tokens, at, block.tokens, block.size, count);
      block.size += count;
      at += count;
      if (at == tokens.length) {
        block.ends[block.documents++] = block.size;
        open = false;
      }
    }
    return !block.isEmpty();
  }

  private Optional<String> nextLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      bytes.write(b);
    }
    line++;
    return Optional.of(bytes.toString(StandardCharsets.UTF_8));
  }

  private int[] pieces(String text) {
    List<Integer> found = new ArrayList<>();
    for (String piece : text.strip().split(" +", -1)) {
      if (piece.isEmpty()) {
        continue;
      }
      Integer id = ids.get(piece);
      if (id == null) {
        throw MalformedInput.atLine(
            source,
            line,
            "'" + piece + "' is not a token of the tokenizer, which has " + tokenizer.get().size(),
            "name the tokenizer that the pieces were made with");
      }
      found.add(id);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private int[] json(String text) throws IOException {
    Json json = JsonReader.readLine(source, "line " + line, text);
    if (json instanceof Json.Members members
        && members.members().get("ids") instanceof Json.Items(List<Json> items)) {
      return items.stream().mapToInt(this::id).toArray();
    }
    throw MalformedInput.atLine(
        source,
        line,
        "has no array \"ids\"",
        "tokens as JSON lines have one: tokenize --format jsonl");
  }

  private int id(Json value) {
    if (value instanceof Json.Numeral number && number.literal().matches("[0-9]{1,9}")) {
      return (int) number.integer();
    }
    throw MalformedInput.atLine(source, line, "an id is not a number of up to nine digits", "");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
