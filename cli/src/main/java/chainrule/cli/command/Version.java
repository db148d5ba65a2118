package chainrule.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Which Chainrule this is; the build writes the number into a resource.
public final class Version {
  private Version() {}

  /// Such as `0.1.0`.
  public static String number() {
    try (InputStream in = Version.class.getResourceAsStream("/chainrule/version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String line() {
    return "chainrule " + number();
  }
}
