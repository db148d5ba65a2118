package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.text.PrintableBytes;
import chainrule.tokenize.tokenizer.ModelJson;
import chainrule.tokenize.tokenizer.Vocabulary;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// A BPE model in `tokenizer.json`.
public final class BpeFormat {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "dropout",
          "unk_token",
          "continuing_subword_prefix",
          "end_of_word_suffix",
          "fuse_unk",
          "byte_fallback",
          "ignore_merges");

  private BpeFormat() {}

  /// @param alphabet bytes where the pre-tokenizer is byte-level
  public static BpeModel read(ModelJson json, Alphabet alphabet) {
    json.refuseOthers(KNOWN);
    if (json.number("dropout").map(Json.Numeral::real).orElse(0.0) > 0) {
      throw json.malformed(
          "model.dropout is not supported",
          "tokens must not change from run to run: set it to null");
    }
    if (json.merges().isEmpty()) {
      throw json.malformed("the BPE model has no merges", "the file is not complete");
    }
    BpeSettings settings =
        new BpeSettings(
            alphabet,
            json.text("unk_token"),
            json.truth("fuse_unk", false),
            json.truth("byte_fallback", false),
            json.truth("ignore_merges", false),
            json.text("continuing_subword_prefix").orElse(""),
            json.text("end_of_word_suffix").orElse(""));
    Vocabulary vocabulary = vocabulary(json, alphabet);
    return BpeModel.of(json.source(), vocabulary, pairs(json, vocabulary, alphabet), settings);
  }

  private static Vocabulary vocabulary(ModelJson json, Alphabet alphabet) {
    ModelJson.Strings strings = json.vocabulary();
    Vocabulary.Builder builder = new Vocabulary.Builder(json.source());
    byte[] pool = strings.pool();
    byte[] bytes = new byte[256];
    for (int i = 0; i < strings.count(); i++) {
      int from = strings.from(i);
      int to = strings.to(i);
      if (alphabet == Alphabet.CHARACTERS) {
        builder.add(json.id(i), pool, from, to);
        continue;
      }
      if (to - from > bytes.length) {
        bytes = new byte[2 * (to - from)];
      }
      int length = PrintableBytes.read(pool, from, to, bytes, 0);
      if (length < 0) {
        builder.addVerbatim(json.id(i), pool, from, to);
      } else {
        builder.add(json.id(i), bytes, 0, length);
      }
    }
    return builder.build();
  }

  private static int[] pairs(ModelJson json, Vocabulary vocabulary, Alphabet alphabet) {
    ModelJson.Strings parts = json.merges().get();
    byte[] pool = parts.pool();
    byte[] bytes = new byte[256];
    int[] pairs = new int[parts.count()];
    for (int i = 0; i < pairs.length; i++) {
      int from = parts.from(i);
      int to = parts.to(i);
      int id;
      if (alphabet == Alphabet.CHARACTERS) {
        id = vocabulary.id(pool, from, to);
      } else {
        if (to - from > bytes.length) {
          bytes = new byte[2 * (to - from)];
        }
        int length = PrintableBytes.read(pool, from, to, bytes, 0);
        id = length < 0 ? -1 : vocabulary.id(bytes, 0, length);
      }
      if (id < 0) {
        throw json.malformed(
            "merge "
                + (i / 2 + 1)
                + ": '"
                + parts.string(i)
                + "' is not in the vocabulary of "
                + vocabulary.count()
                + " tokens",
            "vocabulary and merges belong to different tokenizers");
      }
      pairs[i] = id;
    }
    return pairs;
  }

  /// A token as the file writes it.
  static String written(BpeModel model, int id) {
    Vocabulary vocabulary = model.vocabulary();
    boolean printable = model.settings().alphabet() == Alphabet.BYTES && !vocabulary.isVerbatim(id);
    int from = vocabulary.start(id);
    int to = from + vocabulary.length(id);
    return printable
        ? PrintableBytes.write(vocabulary.pool(), from, to)
        : new String(vocabulary.pool(), from, to - from, StandardCharsets.UTF_8);
  }

  static void write(BpeModel model, JsonGenerator json) throws IOException {
    BpeSettings settings = model.settings();
    json.writeStringField("type", "BPE");
    json.writeNullField("dropout");
    writeOptional("unk_token", settings.unknown().orElse(""), json);
    writeOptional("continuing_subword_prefix", settings.prefix(), json);
    writeOptional("end_of_word_suffix", settings.suffix(), json);
    json.writeBooleanField("fuse_unk", settings.fuseUnknown());
    json.writeBooleanField("byte_fallback", settings.byteFallback());
    json.writeBooleanField("ignore_merges", settings.ignoreMerges());
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < model.vocabulary().size(); id++) {
      if (model.vocabulary().has(id)) {
        json.writeNumberField(written(model, id), id);
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("merges");
    Merges merges = model.merges();
    for (int rank = 0; rank < merges.count(); rank++) {
      json.writeStartArray();
      json.writeString(written(model, merges.left(rank)));
      json.writeString(written(model, merges.right(rank)));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void writeOptional(String name, String value, JsonGenerator json)
      throws IOException {
    if (value.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }
}
