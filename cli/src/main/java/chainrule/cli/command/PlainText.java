package chainrule.cli.command;

import chainrule.tokenize.io.Compression;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Text, or else bytes that other tools know, or nobody.
final class PlainText implements FileKinds.Kind {
  @Override
  public Optional<Json.Members> describe(Input input, byte[] head) throws IOException {
    long bytes = 0;
    long lines = 0;
    try (InputStream in = input.open()) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return Optional.of(
        Json.object()
            .with("kind", Json.of(kind(head)))
            .with("bytes", Json.of(bytes))
            .with("lines", Json.of(lines)));
  }

  private static String kind(byte[] head) {
    return ForeignKind.of(head)
        .map(ForeignKind::what)
        .or(() -> Compression.recognise(head).map(Compression::what))
        .orElseGet(() -> isText(head) ? "text" : "unknown binary file");
  }

  private static boolean isText(byte[] head) {
    int end = head.length;
    while (end > 0 && end > head.length - 4 && head[end - 1] < 0) {
      end--; // a character may be cut at the end
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, end)).toString();
      return text.indexOf('\0') < 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
