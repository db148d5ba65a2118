package chainrule.tokenize.stream;

import chainrule.tokenize.io.Compression;
import java.util.Locale;
import java.util.Optional;

/// The forms in which tokens are kept. What users type for them is the lower-case name.
public enum TokenFormat {
  /// The toolkit's own, described with the package.
  STREAM,
  /// Decimal numbers, a document a line.
  IDS,
  /// The text of each token, a document a line.
  PIECES,
  /// A JSON object with ids, pieces and offsets for each document.
  JSONL,
  /// Bare 16-bit numbers.
  U16,
  /// Bare 32-bit numbers.
  U32;

  /// What can be seen from a file: the magic number of its first bytes, else the ending of its
  /// name, before that of a compression.
  public static Optional<TokenFormat> recognise(String name, byte[] head) {
    if (StreamHeader.isMagic(head)) {
      return Optional.of(STREAM);
    }
    String unpacked = Compression.unpacked(name);
    String ending = unpacked.substring(unpacked.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "ids" -> Optional.of(IDS);
      case "pieces" -> Optional.of(PIECES);
      case "jsonl" -> Optional.of(JSONL);
      case "u16" -> Optional.of(U16);
      case "u32" -> Optional.of(U32);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
