package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.console.Interrupts;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.TempFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// An input that is looked at several times. What can be read only once, a pipe or standard input,
/// is copied to a temporary file, which goes when this is closed; what a killed process left goes
/// when the next one copies.
public final class RepeatedInput implements AutoCloseable {
  private final Input input;
  private final Runnable atEnd;

  private RepeatedInput(Input input, Runnable atEnd) {
    this.input = input;
    this.atEnd = atEnd;
  }

  public static RepeatedInput of(Input input, Console console) throws IOException {
    if (!input.isReadOnce()) {
      return new RepeatedInput(input, () -> {});
    }
    TempFolder folder =
        new TempFolder(
            Path.of(System.getProperty("java.io.tmpdir")),
            "name another folder in the variable TMPDIR");
    Interrupts.Registration atInterrupt = console.interrupts().register(folder::close);
    Runnable atEnd =
        () -> {
          atInterrupt.close();
          folder.close();
        };
    try (InputStream in = input.open()) {
      Path copy = folder.file("input");
      try (OutputStream out = folder.write(copy)) {
        in.transferTo(out);
      }
      return new RepeatedInput(input.copiedTo(copy), atEnd);
    } catch (IOException | RuntimeException e) {
      atEnd.run();
      throw e;
    }
  }

  public Input input() {
    return input;
  }

  @Override
  public void close() {
    atEnd.run();
  }
}
