package chainrule.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/// The world as a command sees it: data comes from `in` and goes to `out`, everything else is said
/// on `err`. Text is UTF-8 whatever the locale.
///
/// @param progress whether progress is shown; see [#withOptions]
public record Console(
    StandardInput in,
    OutputStream out,
    PrintStream err,
    Terminal terminal,
    Map<String, String> environment,
    Interrupts interrupts,
    Verbosity verbosity,
    boolean progress) {

  /// Of this process.
  public static Console ofProcess() {
    Map<String, String> environment = System.getenv();
    return of(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Terminal.of(environment),
        environment);
  }

  public static Console of(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Terminal terminal,
      Map<String, String> environment) {
    return new Console(
        new StandardInput(in),
        NamedOutput.standard(out),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        Map.copyOf(environment),
        new Interrupts(),
        Verbosity.NORMAL,
        false);
  }

  /// @param showProgress whether progress is shown, or null to show it on a terminal only
  public Console withOptions(Verbosity chosen, Boolean showProgress) {
    boolean shown =
        showProgress != null
            ? showProgress
            : terminal.errors()
                && chosen != Verbosity.QUIET
                && !"dumb".equals(environment.get("TERM"));
    return new Console(in, out, err, terminal, environment, interrupts, chosen, shown);
  }

  /// Whether nothing but errors is wanted.
  public boolean isQuiet() {
    return verbosity == Verbosity.QUIET;
  }

  /// A line for people to read along; silent with `--quiet`.
  public void say(String line) {
    if (!isQuiet()) {
      err.println(line);
    }
  }

  /// Whether [#detail] is heard.
  public boolean isVerbose() {
    return verbosity == Verbosity.VERBOSE;
  }

  /// A line for those who asked for more with `--verbose`.
  public void detail(String line) {
    if (isVerbose()) {
      err.println(line);
    }
  }

  /// Something that the user should know although the command goes on; also with `--quiet`.
  public void warn(String line) {
    err.println("chainrule: " + line);
  }

  /// @param total how much there is to do, where it is known
  public Progress progress(String label, Unit unit, OptionalLong total) {
    return new Progress(
        progress ? err : null, terminal, label, unit, total.orElse(-1), System::nanoTime);
  }
}
