package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The members of one object of a file, asked for by name; what was not asked for is refused in the
/// end.
final class Fields {
  private final String source;
  private final String path;
  private final Json.Members json;
  private final Set<String> asked = new HashSet<>();

  /// @param path where the object stands, for messages: `decoder`
  Fields(String source, String path, Json json) {
    this.source = source;
    this.path = path;
    if (!(json instanceof Json.Members members)) {
      throw new MalformedInput(
          source, "", path + " is " + json.kind() + " where an object is expected", "");
    }
    this.json = members;
  }

  Json.Members json() {
    return json;
  }

  String path(String name) {
    return path + "." + name;
  }

  Optional<Json> get(String name) {
    asked.add(name);
    return json.get(name);
  }

  Json required(String name) {
    return get(name)
        .orElseThrow(
            () ->
                new MalformedInput(
                    source, "", path(name) + " is missing", "the file is not complete"));
  }

  String type() {
    return text("type");
  }

  String text(String name) {
    if (required(name) instanceof Json.Text(String text)) {
      return text;
    }
    throw fail(name, "a string");
  }

  Optional<String> optionalText(String name) {
    return get(name).map(_ -> text(name));
  }

  boolean truth(String name) {
    if (required(name) instanceof Json.Truth(boolean truth)) {
      return truth;
    }
    throw fail(name, "true or false");
  }

  boolean truth(String name, boolean otherwise) {
    return get(name).isPresent() ? truth(name) : otherwise;
  }

  int number(String name) {
    if (required(name) instanceof Json.Numeral numeral) {
      return (int) numeral.integer();
    }
    throw fail(name, "a number");
  }

  List<Json> list(String name) {
    if (required(name) instanceof Json.Items(List<Json> items)) {
      return items;
    }
    throw fail(name, "an array");
  }

  /// The id of a `["</s>", 2]`.
  int tokenId(String name) {
    List<Json> pair = list(name);
    if (pair.size() == 2 && pair.get(1) instanceof Json.Numeral id) {
      return (int) id.integer();
    }
    throw fail(name, "a token with its id");
  }

  private MalformedInput fail(String name, String expected) {
    return new MalformedInput(
        source,
        "",
        path(name) + " is " + required(name).kind() + " where " + expected + " is expected",
        "");
  }

  MalformedInput wrong(String name, String value) {
    return new MalformedInput(
        source, "", path(name) + " is " + value + ", which is not supported", "");
  }

  MalformedInput unknownType() {
    return new MalformedInput(
        source,
        "",
        path + " of type " + type() + " is not supported",
        "its tokens would not be those of the file");
  }

  void refuseOthers() {
    for (String name : json.members().keySet()) {
      if (!asked.contains(name)) {
        throw new MalformedInput(
            source,
            "",
            path(name) + " is not supported",
            "its tokens would not be those of the file");
      }
    }
  }
}
