package chainrule.tokenize.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The regular expressions that tokenizers are known to cut text with, each with the scanner that
/// does the same by hand. Files carry the expression; where it is one of these, the scanner runs.
public enum KnownPattern {
  GPT2(
      "gpt2",
      new Gpt2Scanner(),
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
      "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
  CL100K(
      "cl100k",
      new Cl100kScanner(3),
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  QWEN(
      "qwen",
      new Cl100kScanner(1),
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  O200K(
      "o200k",
      new O200kScanner(3, true),
      "[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r"
          + "\\n"
          + "/]*|\\s*[\\r"
          + "\\n"
          + "]+|\\s+(?!\\S)|\\s+"),
  TEKKEN(
      "tekken",
      new O200kScanner(1, false),
      "[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r"
          + "\\n"
          + "/]*|\\s*[\\r"
          + "\\n"
          + "]+|\\s+(?!\\S)|\\s+");

  private final String name;
  private final Scanner scanner;
  private final List<String> expressions;

  KnownPattern(String name, Scanner scanner, String... expressions) {
    this.name = name;
    this.scanner = scanner;
    this.expressions = List.of(expressions);
  }

  /// What users call it.
  public String word() {
    return name;
  }

  public Scanner scanner() {
    return scanner;
  }

  /// The expression as files write it.
  public String expression() {
    return expressions.getFirst();
  }

  static Optional<KnownPattern> of(String expression) {
    return Arrays.stream(values()).filter(k -> k.expressions.contains(expression)).findFirst();
  }
}
