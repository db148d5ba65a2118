package chainrule.tokenize.stream;

/// What a document is: the stretch of text whose end is marked in the tokens.
public sealed interface DocumentKind {
  /// All of a file.
  record File() implements DocumentKind {}

  /// A line, without its end.
  record Line() implements DocumentKind {}

  /// Lines up to an empty one, without the line ends around them.
  record Paragraph() implements DocumentKind {}

  /// A string in each line's JSON object.
  ///
  /// @param name of the member
  record Field(String name) implements DocumentKind {}

  /// What users type: `file`, `line`, `paragraph`, or the name of a field.
  static DocumentKind of(String word) {
    return switch (word) {
      case "file" -> new File();
      case "line" -> new Line();
      case "paragraph" -> new Paragraph();
      default -> new Field(word);
    };
  }
}
