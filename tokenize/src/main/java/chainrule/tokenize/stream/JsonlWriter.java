package chainrule.tokenize.stream;

import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Tokenizer;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a JSON object for each document: `ids`, `pieces` (as [Pieces] writes them), `offsets` in
/// characters and `byte_offsets`, each a pair of begin and end in the document's text. A token that
/// is a part of a character has that character's offsets.
public final class JsonlWriter {
  private final OutputStream out;
  private final Tokenizer tokenizer;
  private final DocumentWindows.Shape shape;
  private int[] ids = new int[256];
  private int[] spans = new int[1024]; // bytes from and to, characters from and to
  private int size;
  private int textBytes;
  private int characters;

  public JsonlWriter(OutputStream out, Tokenizer tokenizer, DocumentWindows.Shape shape) {
    this.out = out;
    this.tokenizer = tokenizer;
    this.shape = shape;
  }

  /// Takes one part of a block that was encoded with offsets.
  public void write(EncodedBlock block, int part) throws IOException {
    byte[] text = block.text(part);
    int[] index = characterIndex(text);
    TokenBuffer tokens = block.tokens();
    for (int i = block.from(part); i < block.to(part); i++) {
      int start = tokens.start(i);
      int end = tokens.end(i);
      add(
          tokens.id(i),
          textBytes + start,
          textBytes + end,
          characters + index[start],
          characters + (end > start ? index[end - 1] + 1 : index[start]));
    }
    textBytes += text.length;
    characters += index[text.length];
    if (block.endsDocument(part)) {
      writeDocument();
      size = 0;
      textBytes = 0;
      characters = 0;
    }
  }

  /// The number of the character that each byte belongs to, and of all characters at the end.
  private static int[] characterIndex(byte[] text) {
    int[] index = new int[text.length + 1];
    int count = 0;
    for (int at = 0; at < text.length; count++) {
      int end = at + Utf8.length(Utf8.codePoint(text, at, text.length));
      Arrays.fill(index, at, end, count);
      at = end;
    }
    index[text.length] = count;
    return index;
  }

  private void add(int id, int byteStart, int byteEnd, int start, int end) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      spans = Arrays.copyOf(spans, 8 * size);
    }
    ids[size] = id;
    spans[4 * size] = byteStart;
    spans[4 * size + 1] = byteEnd;
    spans[4 * size + 2] = start;
    spans[4 * size + 3] = end;
    size++;
  }

  private void writeDocument() throws IOException {
    int room = shape.room();
    int from = 0;
    while (true) {
      int to = (int) Math.min(size, (long) from + room);
      writeLine(from, to);
      if (to == size || shape.stride().isEmpty()) {
        return;
      }
      from = to - shape.stride().getAsInt();
    }
  }

  private void writeLine(int from, int to) throws IOException {
    JsonGenerator json = JsonReader.FACTORY.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.writeStartObject();
    json.writeArrayFieldStart("ids");
    if (shape.begin().isPresent()) {
      json.writeNumber(shape.begin().getAsInt());
    }
    for (int i = from; i < to; i++) {
      json.writeNumber(ids[i]);
    }
    if (shape.end().isPresent()) {
      json.writeNumber(shape.end().getAsInt());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("pieces");
    if (shape.begin().isPresent()) {
      json.writeString(piece(shape.begin().getAsInt()));
    }
    for (int i = from; i < to; i++) {
      json.writeString(piece(ids[i]));
    }
    if (shape.end().isPresent()) {
      json.writeString(piece(shape.end().getAsInt()));
    }
    json.writeEndArray();
    writeOffsets("offsets", 2, from, to, characters, json);
    writeOffsets("byte_offsets", 0, from, to, textBytes, json);
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  private void writeOffsets(String name, int which, int from, int to, int last, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    if (shape.begin().isPresent()) {
      json.writeArray(new int[] {0, 0}, 0, 2);
    }
    for (int i = from; i < to; i++) {
      json.writeArray(spans, 4 * i + which, 2);
    }
    if (shape.end().isPresent()) {
      json.writeArray(new int[] {last, last}, 0, 2);
    }
    json.writeEndArray();
  }

  private String piece(int id) {
    return new String(Pieces.write(tokenizer.token(id)), StandardCharsets.UTF_8);
  }

  public void flush() throws IOException {
    out.flush();
  }
}
