package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.ByteLevel;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.PreTokenizers;
import chainrule.tokenize.tokenizer.bpe.Alphabet;
import chainrule.tokenize.tokenizer.bpe.BpeFormat;
import chainrule.tokenize.tokenizer.unigram.UnigramModel;
import chainrule.tokenize.tokenizer.word.WordLevelModel;
import chainrule.tokenize.tokenizer.wordpiece.WordPieceModel;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `tokenizer.json`. The two long lists go straight into flat arrays, because these files
/// have up to a million strings and are read at every start.
final class TokenizerJson {
  /// Names are not kept for the next time: nearly all are tokens, and stand once.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1 << 20)
                  .maxDocumentLength(-1)
                  .build())
          .build();

  /// Truncation and padding are for batches of neural models; text is never cut here unless asked.
  private static final Set<String> KNOWN =
      Set.of(
          "version",
          "truncation",
          "padding",
          "added_tokens",
          "normalizer",
          "pre_tokenizer",
          "post_processor",
          "decoder");

  private final String source;
  private final JsonParser parser;
  private final Map<String, Json> members = new LinkedHashMap<>();

  private TokenizerJson(String source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
  }

  static Tokenizer read(String source, byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      return new Tokenizer(new TokenizerJson(source, parser).document());
    } catch (JsonProcessingException e) {
      throw JsonReader.malformed(source, e);
    }
  }

  /// The model of GPT-2's two files.
  ///
  /// @param bytes of `vocab.json`: one object, tokens to ids
  static ModelJson readVocabulary(String source, byte[] bytes, ModelJson.Strings merges)
      throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      TokenizerJson reader = new TokenizerJson(source, parser);
      reader.expect(parser.nextToken(), JsonToken.START_OBJECT, "the document");
      ModelJson.Strings tokens = new ModelJson.Strings();
      Numbers ids = new Numbers();
      reader.vocabulary(tokens, ids);
      return new ModelJson(source, Json.object(), tokens, ids.values, false, Optional.of(merges));
    } catch (JsonProcessingException e) {
      throw JsonReader.malformed(source, e);
    }
  }

  private Pipeline document() throws IOException {
    expect(parser.nextToken(), JsonToken.START_OBJECT, "the document");
    ModelJson model = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("model")) {
        model = model();
      } else if (KNOWN.contains(name)) {
        members.put(name, value());
      } else {
        throw new MalformedInput(
            source, "", name + " is not supported", "its tokens would not be those of the file");
      }
    }
    if (model == null) {
      throw new MalformedInput(source, "", "has no model", "the file is not complete");
    }
    return pipeline(model);
  }

  private Pipeline pipeline(ModelJson json) {
    Components components = new Components(source);
    Optional<PreTokenizer> preTokenizer = member("pre_tokenizer").map(components::preTokenizer);
    Alphabet alphabet =
        preTokenizer.filter(TokenizerJson::isByteLevel).isPresent()
            ? Alphabet.BYTES
            : Alphabet.CHARACTERS;
    return new Pipeline(
        added(),
        member("normalizer").map(components::normalizer),
        preTokenizer,
        model(json, alphabet),
        member("post_processor").map(components::postProcessor),
        member("decoder").map(components::decoder));
  }

  private Optional<Json> member(String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof Json.Null));
  }

  private static boolean isByteLevel(PreTokenizer preTokenizer) {
    return preTokenizer instanceof ByteLevel
        || (preTokenizer instanceof PreTokenizers(List<PreTokenizer> steps)
            && steps.stream().anyMatch(TokenizerJson::isByteLevel));
  }

  /// Older files leave the type out where the vocabulary tells it.
  private Model model(ModelJson json, Alphabet alphabet) {
    String type = json.text("type").orElse(json.isScored() ? "Unigram" : "BPE");
    return switch (type) {
      case "BPE" -> BpeFormat.read(json, alphabet);
      case "Unigram" -> UnigramModel.read(json);
      case "WordPiece" -> WordPieceModel.read(json);
      case "WordLevel" -> WordLevelModel.read(json);
      default ->
          throw json.malformed(
              "a model of type " + type + " is not supported",
              "supported are BPE, Unigram, WordPiece and WordLevel");
    };
  }

  private List<AddedToken> added() {
    List<AddedToken> tokens = new ArrayList<>();
    Map<Integer, String> names = new LinkedHashMap<>();
    if (member("added_tokens").orElse(Json.of(List.of())) instanceof Json.Items(var items)) {
      for (Json item : items) {
        Fields fields = new Fields(source, "added_tokens", item);
        AddedToken token =
            new AddedToken(
                fields.number("id"),
                fields.text("content"),
                fields.truth("special", false),
                fields.truth("single_word", false),
                fields.truth("lstrip", false),
                fields.truth("rstrip", false),
                fields.truth("normalized", true));
        fields.refuseOthers();
        String other = names.put(token.id(), token.content());
        if (other != null && !other.equals(token.content())) {
          throw new MalformedInput(
              source,
              "",
              "added tokens '"
                  + other
                  + "' and '"
                  + token.content()
                  + "' both have id "
                  + token.id(),
              "every token needs an id of its own");
        }
        tokens.add(token);
      }
    }
    return tokens;
  }

  private ModelJson model() throws IOException {
    expect(parser.currentToken(), JsonToken.START_OBJECT, "model");
    Map<String, Json> settings = new LinkedHashMap<>();
    ModelJson.Strings vocabulary = new ModelJson.Strings();
    Numbers numbers = new Numbers();
    boolean scored = false;
    Optional<ModelJson.Strings> merges = Optional.empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("vocab")) {
        scored = token == JsonToken.START_ARRAY;
        if (scored) {
          scores(vocabulary, numbers);
        } else {
          expect(token, JsonToken.START_OBJECT, "model.vocab");
          vocabulary(vocabulary, numbers);
        }
      } else if (name.equals("merges")) {
        expect(token, JsonToken.START_ARRAY, "model.merges");
        merges = Optional.of(merges());
      } else {
        settings.put(name, value());
      }
    }
    return new ModelJson(
        source, new Json.Members(settings), vocabulary, numbers.values, scored, merges);
  }

  private void vocabulary(ModelJson.Strings vocabulary, Numbers numbers) throws IOException {
    for (String token = parser.nextFieldName(); token != null; token = parser.nextFieldName()) {
      vocabulary.add(token);
      expect(parser.nextToken(), JsonToken.VALUE_NUMBER_INT, "the id of '" + token + "'");
      numbers.add(parser.getIntValue());
    }
  }

  private void scores(ModelJson.Strings vocabulary, Numbers numbers) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.START_ARRAY, "a token of model.vocab");
      expect(parser.nextToken(), JsonToken.VALUE_STRING, "a token of model.vocab");
      vocabulary.add(parser.getText());
      if (!parser.nextToken().isNumeric()) {
        expect(parser.currentToken(), JsonToken.VALUE_NUMBER_FLOAT, "the score of a token");
      }
      numbers.add(parser.getDoubleValue());
      expect(parser.nextToken(), JsonToken.END_ARRAY, "the end of a token of model.vocab");
    }
  }

  /// Each merge is a string with a space or, in newer files, an array of two.
  private ModelJson.Strings merges() throws IOException {
    ModelJson.Strings merges = new ModelJson.Strings();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        for (int part = 0; part < 2; part++) {
          expect(parser.nextToken(), JsonToken.VALUE_STRING, "a merge");
          merges.add(parser.getText());
        }
        expect(parser.nextToken(), JsonToken.END_ARRAY, "the end of a merge");
      } else {
        expect(parser.currentToken(), JsonToken.VALUE_STRING, "a merge");
        String merge = parser.getText();
        int space = merge.indexOf(' ');
        if (space < 0 || merge.indexOf(' ', space + 1) >= 0) {
          throw new MalformedInput(
              source,
              "merge " + (merges.count() / 2 + 1),
              "'" + merge + "' is not two tokens with a space between them",
              "");
        }
        merges.add(merge.substring(0, space));
        merges.add(merge.substring(space + 1));
      }
    }
    return merges;
  }

  private Json value() throws IOException {
    return JsonReader.value(parser);
  }

  private void expect(JsonToken token, JsonToken expected, String what) {
    if (token != expected) {
      throw new MalformedInput(
          source,
          "line " + parser.currentTokenLocation().getLineNr(),
          what + " is not what is expected there: " + token,
          "the file is not a tokenizer.json");
    }
  }

  /// Numbers that grow.
  private static final class Numbers {
    private double[] values = new double[1 << 8];
    private int count;

    void add(double value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }
  }
}
