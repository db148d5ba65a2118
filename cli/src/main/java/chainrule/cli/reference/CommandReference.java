package chainrule.cli.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that can be told of one command; pages and completions are written from this alone.
///
/// @param name with the words before it: `chainrule bench train`
/// @param heading of the overview under which it stands
/// @param entries its arguments, then its options
/// @param parts the commands that it is made of, such as `bench train` of `bench`
public record CommandReference(
    String name,
    String heading,
    String summary,
    String description,
    String examples,
    List<Entry> entries,
    List<CommandReference> parts) {
  /// The heading of an option that has none of its own.
  static final String OPTIONS = "Options";

  static final String ARGUMENTS = "Arguments";

  public CommandReference {
    entries = List.copyOf(entries);
    parts = List.copyOf(parts);
  }

  /// What users type after the words before it.
  public String word() {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  public List<Entry> options() {
    return entries.stream().filter(Entry::isOption).toList();
  }

  public List<Entry> arguments() {
    return entries.stream().filter(entry -> !entry.isOption()).toList();
  }

  /// The entries by heading in the order of the page: arguments, the command's own options, those
  /// under headings, those that every command has.
  public Map<String, List<Entry>> byHeading() {
    Map<String, List<Entry>> sections = new LinkedHashMap<>();
    sections.put(ARGUMENTS, new ArrayList<>());
    sections.put(OPTIONS, new ArrayList<>());
    for (Entry entry : entries) {
      sections.computeIfAbsent(entry.heading(), _ -> new ArrayList<>()).add(entry);
    }
    List<Entry> everywhere = sections.remove(EVERY_COMMAND);
    if (everywhere != null) {
      sections.put(EVERY_COMMAND, everywhere);
    }
    sections.values().removeIf(List::isEmpty);
    return sections;
  }

  /// The heading of what every command understands; it stands last.
  public static final String EVERY_COMMAND = "Every command";

  /// `chainrule export [OPTIONS] -o FILE RUN`.
  public String synopsis() {
    StringBuilder line = new StringBuilder(name);
    if (!parts.isEmpty()) {
      return line.append(name.contains(" ") ? " PART" : " COMMAND").append(" [OPTIONS]").toString();
    }
    line.append(" [OPTIONS]");
    for (Entry entry : options()) {
      if (entry.required()) {
        line.append(' ').append(entry.names().getFirst());
        entry.value().ifPresent(value -> line.append(' ').append(value.label()));
      }
    }
    for (Entry entry : arguments()) {
      String term = entry.term();
      line.append(' ').append(entry.required() ? term : "[" + term + "]");
    }
    return line.toString();
  }
}
