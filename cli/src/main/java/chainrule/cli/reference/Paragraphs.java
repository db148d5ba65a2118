package chainrule.cli.reference;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into the lines of a page.
final class Paragraphs {
  private Paragraphs() {}

  /// Paragraphs, parted by empty lines, wrapped to the width; lines that begin with a space stay.
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (line.isBlank() || line.startsWith(" ")) {
        flow(paragraph, width, lines);
        lines.add(line.stripTrailing());
      } else {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    flow(paragraph, width, lines);
    return lines;
  }

  private static void flow(StringBuilder paragraph, int width, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.toString().split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    paragraph.setLength(0);
  }
}
