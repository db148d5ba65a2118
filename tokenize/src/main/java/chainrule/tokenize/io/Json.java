package chainrule.tokenize.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON document as an immutable tree; members keep the order in which they stand. [JsonReader]
/// makes one from bytes, [JsonWriter] makes bytes from one.
public sealed interface Json {
  /// A string.
  record Text(String value) implements Json {}

  /// A number, kept as it was written so that nothing is lost.
  record Numeral(String literal) implements Json {
    public long integer() {
      return Long.parseLong(literal);
    }

    public double real() {
      return Double.parseDouble(literal);
    }
  }

  /// `true` or `false`.
  record Truth(boolean value) implements Json {}

  /// `null`.
  record Null() implements Json {}

  /// `[…]`.
  record Items(List<Json> items) implements Json {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// `{…}`.
  record Members(Map<String, Json> members) implements Json {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// The member of this name, where there is one that is not `null`.
    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof Null));
    }

    /// The same object with one member more, or another value for it.
    public Members with(String name, Json value) {
      Map<String, Json> copy = new LinkedHashMap<>(members);
      copy.put(name, value);
      return new Members(copy);
    }
  }

  static Json of(String value) {
    return new Text(value);
  }

  static Json of(long value) {
    return new Numeral(Long.toString(value));
  }

  /// Numbers that are not finite become `null`, which is all that JSON has for them.
  static Json of(double value) {
    return Double.isFinite(value) ? new Numeral(Double.toString(value)) : new Null();
  }

  static Json of(boolean value) {
    return new Truth(value);
  }

  static Json of(List<? extends Json> items) {
    return new Items(List.copyOf(items));
  }

  static Members object() {
    return new Members(Map.of());
  }

  /// What kind of value this is, for messages.
  default String kind() {
    return switch (this) {
      case Text _ -> "a string";
      case Numeral _ -> "a number";
      case Truth _ -> "true or false";
      case Null _ -> "null";
      case Items _ -> "an array";
      case Members _ -> "an object";
    };
  }
}
