package chainrule.cli.command;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The list of the kinds of files that `inspect` knows: a line each.
final class FileKinds {
  /// Recognises one kind of file and describes it.
  interface Kind {
    /// @param head the first bytes of the file, decompressed
    /// @return facts by name, the first of them `kind`; empty where the file is of another kind
    Optional<Json.Members> describe(Input input, byte[] head) throws IOException;
  }

  private static final int HEAD = 4096;

  /// Asked in this order; the last takes everything.
  private static final List<Kind> KINDS =
      List.of(
          new NgramModelKind(),
          new NgramCountsKind(),
          new OnnxKind(),
          new TokensKind(),
          new TokenizerKind(),
          new PlainText());

  private FileKinds() {}

  static Json.Members describe(Input input) throws IOException {
    byte[] head;
    try (InputStream in = input.open()) {
      head = in.readNBytes(HEAD);
    }
    for (Kind kind : KINDS) {
      Optional<Json.Members> description = kind.describe(input, head);
      if (description.isPresent()) {
        return description.get();
      }
    }
    return Json.object().with("kind", Json.of("unknown"));
  }

  /// A fact as people read it.
  static String plain(Json value) {
    return value instanceof Json.Text(String text) ? text : JsonWriter.line(value);
  }
}
