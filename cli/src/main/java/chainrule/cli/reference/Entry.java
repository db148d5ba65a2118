package chainrule.cli.reference;

import java.util.List;
import java.util.Optional;

/// One line of a help page: an option with its names, or an argument without any.
///
/// @param heading under which it stands
/// @param names as users type them, the short one first and what says no last; empty for an
///   argument
/// @param value what it takes, empty for a switch
/// @param description in whole sentences, with its words and its default
/// @param many whether it may be given several times
public record Entry(
    String heading,
    List<String> names,
    Optional<Value> value,
    String description,
    boolean required,
    boolean many) {
  public Entry {
    names = List.copyOf(names);
  }

  public boolean isOption() {
    return !names.isEmpty();
  }

  /// The name that scripts use.
  public String longName() {
    return names.stream().filter(name -> name.startsWith("--")).findFirst().orElse("");
  }

  /// `-t, --tokenizer TOKENIZER`; long names are aligned whether there is a short one or not.
  public String term() {
    String label = value.map(Value::label).orElse("");
    if (!isOption()) {
      return many ? label + "…" : label;
    }
    String joined = String.join(", ", names);
    return (joined.startsWith("--") ? "    " : "") + joined + (label.isEmpty() ? "" : " " + label);
  }
}
