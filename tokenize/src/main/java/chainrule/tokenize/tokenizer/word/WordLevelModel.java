package chainrule.tokenize.tokenizer.word;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.ModelJson;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Vocabulary;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Set;

/// A token for each word, and one for all unknown words.
public final class WordLevelModel implements Model {
  /// The unknown token unless a file says otherwise.
  public static final String UNKNOWN = "<unk>";

  private static final Set<String> SETTINGS = Set.of("type", "unk_token", "vocab");

  private final String source;
  private final Vocabulary vocabulary;
  private final String unknownToken;
  private final int unknown;

  /// @param source a file's name, for messages
  public WordLevelModel(String source, Vocabulary vocabulary, String unknownToken) {
    this.source = source;
    this.vocabulary = vocabulary;
    this.unknownToken = unknownToken;
    this.unknown = vocabulary.id(unknownToken);
  }

  public static WordLevelModel read(ModelJson json) {
    for (String name : json.settings().members().keySet()) {
      if (!SETTINGS.contains(name)) {
        throw json.malformed("the WordLevel setting '" + name + "' is not supported", "");
      }
    }
    Vocabulary.Builder vocabulary = new Vocabulary.Builder(json.source());
    ModelJson.Strings tokens = json.vocabulary();
    for (int i = 0; i < tokens.count(); i++) {
      vocabulary.add(json.id(i), tokens.pool(), tokens.from(i), tokens.to(i));
    }
    return new WordLevelModel(
        json.source(), vocabulary.build(), json.text("unk_token").orElse(UNKNOWN));
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public boolean isSeparable() {
    return false;
  }

  @Override
  public Encoder encoder() {
    return this::encode;
  }

  private void encode(byte[] text, int from, int to, TokenBuffer out) {
    int id = vocabulary.id(text, from, to);
    out.add(id < 0 ? unknown() : id, to);
  }

  private int unknown() {
    if (unknown < 0) {
      throw new MalformedInput(
          source,
          "",
          "a word is not in the vocabulary, and neither is the unknown token '"
              + unknownToken
              + "'",
          "add it to the vocabulary");
    }
    return unknown;
  }

  @Override
  public String type() {
    return "WordLevel";
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStringField("type", type());
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id)) {
        json.writeNumberField(vocabulary.string(id), id);
      }
    }
    json.writeEndObject();
    json.writeStringField("unk_token", unknownToken);
  }
}
