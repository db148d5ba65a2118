package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.console.Interrupts;
import chainrule.tokenize.io.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// An input that is looked at several times. What can be read only once, a pipe or standard input,
/// is copied to a temporary file, which goes when this is closed.
public final class RepeatedInput implements AutoCloseable {
  private final Input input;
  private final Optional<Path> copy;
  private final Optional<Interrupts.Registration> atInterrupt;

  private RepeatedInput(
      Input input, Optional<Path> copy, Optional<Interrupts.Registration> atInterrupt) {
    this.input = input;
    this.copy = copy;
    this.atInterrupt = atInterrupt;
  }

  public static RepeatedInput of(Input input, Console console) throws IOException {
    if (!input.isReadOnce()) {
      return new RepeatedInput(input, Optional.empty(), Optional.empty());
    }
    Path copy = Files.createTempFile("chainrule", ".input");
    RepeatedInput repeated =
        new RepeatedInput(
            input.copiedTo(copy),
            Optional.of(copy),
            Optional.of(console.interrupts().register(() -> copy.toFile().delete())));
    try (InputStream in = input.open()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return repeated;
    } catch (IOException | RuntimeException e) {
      repeated.close();
      throw e;
    }
  }

  public Input input() {
    return input;
  }

  @Override
  public void close() throws IOException {
    atInterrupt.ifPresent(Interrupts.Registration::close);
    if (copy.isPresent()) {
      Files.deleteIfExists(copy.get());
    }
  }
}
