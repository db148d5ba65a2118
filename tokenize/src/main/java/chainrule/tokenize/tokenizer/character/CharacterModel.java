package chainrule.tokenize.tokenizer.character;

import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Vocabulary;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;

/// A token for each character. One that is not in the vocabulary becomes the tokens of its bytes,
/// if there are such, or else the unknown token. In a `tokenizer.json` this is a BPE model without
/// merges.
public final class CharacterModel implements Model {
  private static final int DIRECT = 0x3000; // code points whose ids stand in a table

  private final Vocabulary vocabulary;
  private final String unknownToken;
  private final int unknown;
  private final int[] bytes; // the id of each byte's token; empty without byte fallback
  private final int[] direct; // by code point: an id, or -1

  /// @param unknown a token of the vocabulary
  public CharacterModel(Vocabulary vocabulary, String unknown, boolean byteFallback) {
    this.vocabulary = vocabulary;
    this.unknownToken = unknown;
    this.unknown = vocabulary.id(unknown);
    this.bytes = new int[byteFallback ? 256 : 0];
    Arrays.setAll(bytes, b -> vocabulary.id("<0x%02X>".formatted(b)));
    this.direct = new int[DIRECT];
    byte[] utf8 = new byte[4];
    Arrays.setAll(direct, c -> vocabulary.id(utf8, 0, Utf8.encode(c, utf8, 0)));
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public Encoder encoder() {
    return this::encode;
  }

  private void encode(byte[] text, int from, int to, TokenBuffer out) {
    for (int at = from; at < to; ) {
      int codePoint = Utf8.codePoint(text, at, to);
      int end = at + Utf8.length(codePoint);
      int id = codePoint < DIRECT ? direct[codePoint] : vocabulary.id(text, at, end);
      if (id >= 0) {
        out.add(id, end);
      } else if (bytes.length > 0) {
        for (; at < end; at++) {
          out.add(bytes[text[at] & 0xff], end);
        }
      } else {
        out.add(unknown, end);
      }
      at = end;
    }
  }

  @Override
  public String type() {
    return "BPE";
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStringField("type", type());
    json.writeNullField("dropout");
    json.writeStringField("unk_token", unknownToken);
    json.writeNullField("continuing_subword_prefix");
    json.writeNullField("end_of_word_suffix");
    json.writeBooleanField("fuse_unk", false);
    json.writeBooleanField("byte_fallback", bytes.length > 0);
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id)) {
        json.writeNumberField(vocabulary.string(id), id);
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("merges");
    json.writeEndArray();
  }
}
