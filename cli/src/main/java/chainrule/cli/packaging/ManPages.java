package chainrule.cli.packaging;

import chainrule.cli.command.CommandTree;
import chainrule.cli.reference.CommandReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes `chainrule.1` and a page for each command into a folder.
final class ManPages {
  private ManPages() {}

  /// @param date that the pages bear, of the release rather than of the build
  static void write(Path folder, String date) throws IOException {
    List<CommandReference> commands = CommandTree.references();
    Files.writeString(
        folder.resolve("chainrule.1"), ManPage.ofProgram(CommandTree.program(), commands, date));
    for (CommandReference command : withParts(commands)) {
      Files.writeString(folder.resolve(ManPage.title(command) + ".1"), ManPage.of(command, date));
    }
  }

  private static List<CommandReference> withParts(List<CommandReference> commands) {
    List<CommandReference> all = new ArrayList<>();
    for (CommandReference command : commands) {
      all.add(command);
      all.addAll(withParts(command.parts()));
    }
    return all;
  }
}
