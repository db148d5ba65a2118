package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.UnreadableInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `FILE…`, or standard input where none is named.
public final class InputFiles {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files to read, - for standard input (the default).")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--files0-from",
      paramLabel = "FILE",
      description = "Read the names of the files from FILE, each ended by a NUL byte.")
  private String listFile;

  /// @param what is expected, for a message: `text`, `tokens`
  public List<Input> inputs(Console console, String what) throws IOException {
    return inputs(files, listFile, console, what);
  }

  /// @param listFile the value of `--files0-from`, or null
  static List<Input> inputs(List<String> files, String listFile, Console console, String what)
      throws IOException {
    List<String> names = files;
    if (listFile != null) {
      if (!files.isEmpty()) {
        throw new BadSetting(
            "files are named both directly and by --files0-from", "use one of them");
      }
      names = listed(listFile, console);
    }
    return names.isEmpty()
        ? List.of(standardInput(console, what, false))
        : names.stream().map(name -> of(name, console, what)).toList();
  }

  /// One input by the name that the user gave.
  ///
  /// @param what it is, for a message
  public static Input of(String name, Console console, String what) {
    return name.equals(Input.STANDARD)
        ? standardInput(console, what, true)
        : Input.file(path(name));
  }

  /// The path of this name, or a message where no file can be called so.
  public static Path path(String name) {
    if (name.isEmpty()) {
      throw new UnreadableInput("'': a file's name is empty", "look at the variable it came from");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UnreadableInput("'" + name + "': no file can have this name", "", e);
    }
  }

  private static Input standardInput(Console console, String what, boolean asked) {
    if (!asked && console.terminal().input()) {
      throw new BadSetting(
          "no " + what + " to read: standard input is a terminal",
          "name a file, pipe " + what + " in, or write - to type it here");
    }
    return Input.stream("standard input", console.in().as(what));
  }

  private static List<String> listed(String listFile, Console console) throws IOException {
    byte[] bytes;
    try (InputStream in = of(listFile, console, "list of files").open()) {
      bytes = in.readAllBytes();
    }
    String list = new String(bytes, StandardCharsets.UTF_8);
    if (list.indexOf('\0') < 0 && list.indexOf('\n') >= 0) {
      throw new MalformedInput(
          listFile,
          "",
          "has lines, but the names in it must each be ended by a NUL byte",
          "find -print0 writes such a list, and tr '\\n' '\\0' makes one of lines");
    }
    List<String> names = new ArrayList<>();
    for (String name : list.split("\0", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new BadSetting(listFile + ": names no files", "");
    }
    return names;
  }
}
