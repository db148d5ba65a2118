package chainrule.cli;

import chainrule.cli.console.CheckFailed;
import chainrule.cli.console.ClosedPipe;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Busy;
import chainrule.tokenize.io.Failure;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.NotOnThisMachine;
import chainrule.tokenize.io.UnreadableInput;
import chainrule.tokenize.io.UnwritableOutput;
import chainrule.train.loop.Diverged;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/// The exit policy on one screen: what each thing that can be thrown means to the shell, and the
/// one line that says so. A trace is shown for our own bugs alone.
final class Failures {
  private Failures() {}

  static ExitCode exitCode(Throwable thrown) {
    return switch (thrown) {
      case ClosedPipe _ -> ExitCode.DONE;
      case CheckFailed _, Diverged _ -> ExitCode.CHECK_FAILED;
      case BadSetting _ -> ExitCode.USAGE;
      case MalformedInput _ -> ExitCode.MALFORMED_INPUT;
      case UnreadableInput _ -> ExitCode.NO_INPUT;
      case NotOnThisMachine _ -> ExitCode.UNAVAILABLE;
      case UnwritableOutput _ -> ExitCode.CANNOT_CREATE;
      case Busy _ -> ExitCode.TRY_LATER;
      case UncheckedIOException e -> exitCode(e.getCause());
      case IOException _ -> ExitCode.IO_ERROR;
      case OutOfMemoryError _ -> ExitCode.UNAVAILABLE;
      default -> ExitCode.SOFTWARE;
    };
  }

  /// @param program how the command was called: `chainrule tokenize`
  static ExitCode report(Throwable thrown, String program, PrintStream err) {
    ExitCode code = exitCode(thrown);
    switch (code) {
      case DONE -> {}
      case SOFTWARE -> {
        err.println(program + ": internal error, a bug of ours; please report it with this trace");
        thrown.printStackTrace(err);
      }
      case CHECK_FAILED,
          USAGE,
          MALFORMED_INPUT,
          NO_INPUT,
          UNAVAILABLE,
          CANNOT_CREATE,
          IO_ERROR,
          TRY_LATER ->
          err.println(program + ": " + printable(line(thrown)));
    }
    return code;
  }

  /// One line whatever is in it: a file's name may hold a line end, or what a terminal would obey.
  private static String printable(String line) {
    StringBuilder printable = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                printable.append("\\n");
              } else if (Character.isISOControl(c)) {
                printable.append(String.format(Locale.ROOT, "\\x%02x", c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  private static String line(Throwable thrown) {
    return switch (thrown) {
      case Failure failure ->
          failure.getMessage() + (failure.hint().isEmpty() ? "" : "; " + failure.hint());
      case UncheckedIOException e -> line(e.getCause());
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case OutOfMemoryError _ ->
          String.format(
              Locale.ROOT,
              "out of memory with a heap of %d MB; give more with CHAINRULE_JAVA_OPTS=-Xmx…",
              Runtime.getRuntime().maxMemory() >> 20);
      default -> thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    };
  }

  private static String reason(FileSystemException e) {
    return e.getReason() != null ? e.getReason() : e.getClass().getSimpleName();
  }
}
