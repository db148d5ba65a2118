package chainrule.tokenize.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a whole JSON document; what is wrong with it is told with its line.
public final class JsonReader {
  /// For readers that go through a large document token by token. Limits are ours: files of any
  /// size with members of any length are normal, but nesting without end is an attack.
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1 << 20)
                  .maxDocumentLength(-1)
                  .build())
          .build();

  private final String source;
  private final String line; // where the document stands, where it is one line of many
  private final JsonParser parser;

  private JsonReader(String source, String line, JsonParser parser) {
    this.source = source;
    this.line = line;
    this.parser = parser;
  }

  public static Json read(Input input) throws IOException {
    try (InputStream in = input.open()) {
      return new JsonReader(input.name(), "", FACTORY.createParser(in)).document();
    }
  }

  /// @param source how messages call the text
  public static Json read(String source, String text) throws IOException {
    return readLine(source, "", text);
  }

  /// A line that is a document.
  ///
  /// @param line where it stands in the source: `line 12`, `byte 4096`
  public static Json readLine(String source, String line, String text) throws IOException {
    return new JsonReader(source, line, FACTORY.createParser(new StringReader(text))).document();
  }

  private Json document() throws IOException {
    try (parser) {
      if (parser.nextToken() == null) {
        throw new MalformedInput(source, line, "is empty where JSON is expected", "");
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw malformed(
            source, line, parser.currentTokenLocation(), "more text after the JSON document");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(source, line, e);
    }
  }

  /// The value at which a parser stands, such as a member of a document that is read piece by
  /// piece.
  public static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new Json.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getText());
      case VALUE_TRUE -> new Json.Truth(true);
      case VALUE_FALSE -> new Json.Truth(false);
      case VALUE_NULL -> new Json.Null();
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Json.Items(items);
      }
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield new Json.Members(members);
      }
      case END_ARRAY, END_OBJECT, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new AssertionError(parser.currentToken());
    };
  }

  /// What a parse error of the library means to a user.
  public static MalformedInput malformed(String source, JsonProcessingException e) {
    return malformed(source, "", e);
  }

  private static MalformedInput malformed(String source, String line, JsonProcessingException e) {
    String problem =
        switch (e) {
          case JsonEOFException _ -> "ends in the middle of the JSON document";
          case JsonParseException _ -> "is not valid JSON: " + e.getOriginalMessage();
          default -> e.getOriginalMessage();
        };
    return malformed(
        source, line, e.getLocation(), problem.lines().findFirst().orElse("is not valid JSON"));
  }

  private static MalformedInput malformed(
      String source, String line, JsonLocation where, String problem) {
    if (where == null) {
      return new MalformedInput(source, line, problem, "");
    }
    String its = line.isEmpty() ? "line " + where.getLineNr() : line;
    return new MalformedInput(source, its + ", column " + where.getColumnNr(), problem, "");
  }
}
