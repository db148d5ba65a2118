package chainrule.train.ngram;

import chainrule.tokenize.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON of a [BinaryHeader], whose checksum has said that it is as it was written.
///
/// Not by the library: that begins by making ready for numbers of any length (`BigDecimal`), which
/// takes longer than all else that opens a model, and leaves the compiler with tables of powers to
/// think about while the first sentences wait for it.
final class HeaderJson {
  private final String text;
  private int at;

  private HeaderJson(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException where it is no JSON
  static Json read(String text) {
    HeaderJson reader = new HeaderJson(text);
    Json value = reader.value();
    reader.skipBlank();
    if (reader.at < text.length()) {
      throw reader.unexpected();
    }
    return value;
  }

  private Json value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Text(string());
      default -> word();
    };
  }

  private Json object() {
    Map<String, Json> members = new LinkedHashMap<>();
    take('{');
    while (peek() != '}') {
      if (!members.isEmpty()) {
        take(',');
      }
      String name = string();
      take(':');
      members.put(name, value());
    }
    take('}');
    return new Json.Members(members);
  }

  private Json array() {
    List<Json> items = new ArrayList<>();
    take('[');
    while (peek() != ']') {
      if (!items.isEmpty()) {
        take(',');
      }
      items.add(value());
    }
    take(']');
    return new Json.Items(items);
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    take('"');
    while (next() != '"') {
      value.append(next() == '\\' ? escaped() : next());
      at++;
    }
    at++;
    return value.toString();
  }

  /// Leaves the place at its last character.
  private char escaped() {
    at++;
    return switch (next()) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        next();
        yield (char) Integer.parseInt(text, at - 3, at + 1, 16);
      }
      default -> next();
    };
  }

  /// A number, or what has a name.
  private Json word() {
    int from = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    return switch (word) {
      case "true", "false" -> new Json.Truth(word.equals("true"));
      case "null" -> new Json.Null();
      case "" -> throw unexpected();
      default -> new Json.Numeral(word);
    };
  }

  private void skipBlank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /// What comes next but for blanks.
  private char peek() {
    skipBlank();
    return next();
  }

  private char next() {
    if (at >= text.length()) {
      throw unexpected();
    }
    return text.charAt(at);
  }

  private void take(char wanted) {
    if (peek() != wanted) {
      throw unexpected();
    }
    at++;
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("no JSON from character " + at + " on: " + text);
  }
}
