package chainrule.cli.option;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The settings on one line of JSON. What is not there keeps its default; what nobody asked for is
/// an error, because it was meant to do something.
final class JsonSettings {
  private final String source;
  private final String place;
  private final Json.Members members;
  private final Set<String> asked = new LinkedHashSet<>();

  /// @param place in the source, such as `line 3`
  JsonSettings(String source, String place, Json.Members members) {
    this.source = source;
    this.place = place;
    this.members = members;
  }

  SampleRequest.Origin origin() {
    return new SampleRequest.Origin.Line(source, place);
  }

  float real(String name, float otherwise) {
    return value(name, Json.Numeral.class, "a number")
        .map(number -> (float) number.real())
        .orElse(otherwise);
  }

  int integer(String name, int otherwise) {
    return Math.toIntExact(whole(name, otherwise, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  long whole(String name, long otherwise, long least, long most) {
    return value(name, Json.Numeral.class, "a number")
        .map(
            number -> {
              try {
                long whole = number.integer();
                if (whole >= least && whole <= most) {
                  return whole;
                }
              } catch (NumberFormatException e) {
                // said below
              }
              throw malformed(
                  "\"%s\" is %s, which is no whole number of at most %d bits"
                      .formatted(name, number.literal(), most > Integer.MAX_VALUE ? 64 : 32));
            })
        .orElse(otherwise);
  }

  boolean truth(String name, boolean otherwise) {
    return value(name, Json.Truth.class, "true or false").map(Json.Truth::value).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return value(name, Json.Text.class, "a string").map(Json.Text::value).orElse(otherwise);
  }

  /// An array of strings, or a single one.
  List<String> texts(String name, List<String> otherwise) {
    asked.add(name);
    return switch (members.get(name).orElse(new Json.Null())) {
      case Json.Null _ -> otherwise;
      case Json.Text(String text) -> List.of(text);
      case Json.Items(List<Json> items)
          when items.stream().allMatch(item -> item instanceof Json.Text) ->
          items.stream().map(item -> ((Json.Text) item).value()).toList();
      case Json other -> throw isNot(name, other, "a string or an array of strings");
    };
  }

  Map<String, Float> reals(String name, Map<String, Float> otherwise) {
    return value(name, Json.Members.class, "an object of numbers")
        .map(object -> reals(name, object))
        .orElse(otherwise);
  }

  private Map<String, Float> reals(String name, Json.Members object) {
    Map<String, Float> numbers = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (key, value) -> {
              if (!(value instanceof Json.Numeral number)) {
                throw isNot(name + "." + key, value, "a number");
              }
              numbers.put(key, (float) number.real());
            });
    return numbers;
  }

  /// Called when all has been asked for.
  void refuseOthers() {
    for (String name : members.members().keySet()) {
      if (!asked.contains(name)) {
        throw malformed(
            "\"%s\" is no setting; known are %s".formatted(name, String.join(", ", asked)));
      }
    }
  }

  private <T extends Json> Optional<T> value(String name, Class<T> kind, String wanted) {
    asked.add(name);
    return members
        .get(name)
        .map(
            value -> {
              if (!kind.isInstance(value)) {
                throw isNot(name, value, wanted);
              }
              return kind.cast(value);
            });
  }

  private MalformedInput isNot(String name, Json value, String wanted) {
    return malformed("\"%s\" is %s, not %s".formatted(name, value.kind(), wanted));
  }

  private MalformedInput malformed(String problem) {
    return new MalformedInput(source, place, problem, "");
  }
}
