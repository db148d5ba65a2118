package chainrule.cli.option;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.Utf8;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/// The lines of a text one by one, as they come; bytes that are not UTF-8 are refused with their
/// line. Not for several threads.
final class PromptLines {
  private final String source;
  private final InputStream in;
  private long number;

  PromptLines(Input input) throws IOException {
    this.source = input.name();
    this.in = new BufferedInputStream(input.open());
  }

  Stream<String> lines() {
    return Stream.generate(this::next).takeWhile(Optional::isPresent).map(Optional::get);
  }

  /// Where the present line stands, for messages.
  String place() {
    return "line " + number;
  }

  private Optional<String> next() {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int b = in.read();
      if (b < 0) {
        return Optional.empty();
      }
      for (; b >= 0 && b != '\n'; b = in.read()) {
        line.write(b);
      }
      number++;
      return Optional.of(text(line.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(byte[] line) {
    int size = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    int bad = Utf8.firstInvalid(line, 0, size);
    if (bad < size) {
      throw new MalformedInput(
          source,
          place() + ", byte " + bad,
          "byte 0x%02x is not UTF-8".formatted(line[bad]),
          "convert the text to UTF-8");
    }
    return new String(line, 0, size, StandardCharsets.UTF_8);
  }
}
