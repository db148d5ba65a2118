package chainrule.cli.reference;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Golden;
import chainrule.cli.Shell;
import chainrule.cli.command.CommandTree;
import chainrule.cli.console.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for the pages of every command.
class ReferenceTest {
  /// What each command reads and writes differs, and so may these; the configurations of a
  /// benchmark are known by letters. All others say the same everywhere.
  private static final Set<String> DIFFERENT_BY_NATURE =
      Set.of("--format", "--output", "--input", "--config");

  /// The same letter for two things, because the field's own tools have it so: the order of
  /// n-grams, the number of tokens.
  private static final Set<String> LETTERS_WITH_TWO_MEANINGS = Set.of("-n");

  private static List<CommandReference> all() {
    List<CommandReference> all = new ArrayList<>(List.of(CommandTree.program()));
    CommandTree.references().forEach(command -> add(command, all));
    return all;
  }

  private static void add(CommandReference command, List<CommandReference> to) {
    to.add(command);
    command.parts().forEach(part -> add(part, to));
  }

  private static void each(Consumer<CommandReference> check) {
    assertAll(all().stream().map(command -> () -> check.accept(command)));
  }

  @Test
  void everyCommandSaysWhatItDoes() {
    each(
        command -> {
          String name = command.name();
          String summary = command.summary();
          assertTrue(summary.length() <= (name.contains(" ") ? 55 : 70), name + ": " + summary);
          assertFalse(summary.endsWith("."), name + ": " + summary);
          assertTrue(Character.isLowerCase(summary.charAt(0)), name + ": " + summary);
          assertTrue(command.description().endsWith("."), name + ": " + command.description());
        });
  }

  @Test
  void everyEntryIsDescribedInSentences() {
    each(
        command -> {
          for (Entry entry : command.entries()) {
            String what = command.name() + " " + entry.term() + ": " + entry.description();
            assertTrue(entry.description().matches("(?s)\\P{Ll}.*[.]"), what);
            assertFalse(entry.description().matches("(?s).*(\\$\\{|%n|@\\|).*"), what);
          }
        });
  }

  /// Enumerations are told in the words that users type, and a line that goes on in the source
  /// leaves nothing on the page.
  @Test
  void noPageShowsWhatIsOnlyInTheSource() {
    each(
        command -> {
          assertFalse(command.description().contains("\\ "), command.description());
          for (Entry entry : command.entries()) {
            String what = command.name() + " " + entry.term() + ": " + entry.description();
            assertFalse(entry.description().matches("(?s).*\\b[A-Z]{2,}, [A-Z]{2,}\\b.*"), what);
            assertFalse(entry.description().matches("(?s).*default: [^()]*\\) \\(.*"), what);
          }
        });
  }

  @Test
  void aSwitchThatCanBeTurnedOffSaysHow() {
    List<String> names =
        all().stream()
            .flatMap(command -> command.options().stream())
            .filter(option -> option.longName().equals("--verify"))
            .flatMap(option -> option.names().stream())
            .toList();
    assertEquals(List.of("--verify", "--no-verify"), names);
  }

  @Test
  void everyOptionHasALongName() {
    each(
        command -> {
          for (Entry option : command.options()) {
            assertTrue(option.longName().startsWith("--"), command.name() + " " + option.term());
          }
        });
  }

  @Test
  void everyCommandHasExamplesThatParse() {
    each(
        command -> {
          List<List<String>> calls = ShellWords.calls(command.examples());
          assertTrue(command.examples().startsWith("# "), command.name());
          assertTrue(
              calls.stream().anyMatch(call -> ("chainrule " + call).contains(command.word())),
              command.name());
          for (List<String> call : calls) {
            String[] words = call.toArray(String[]::new);
            assertDoesNotThrow(
                () -> CommandTree.forArguments(words).parseArgs(words), command.name() + call);
          }
        });
  }

  @Test
  void theSameLongOptionMeansTheSameEverywhere() {
    Map<String, Entry> known = new HashMap<>();
    each(
        command -> {
          for (Entry option : command.options()) {
            Entry other = known.putIfAbsent(option.longName(), option);
            if (other != null && !DIFFERENT_BY_NATURE.contains(option.longName())) {
              String what = command.name() + " " + option.longName();
              assertEquals(other.names(), option.names(), what);
              assertEquals(other.value(), option.value(), what);
              assertEquals(meaning(other), meaning(option), what);
            }
          }
        });
  }

  /// The default may differ.
  private static String meaning(Entry option) {
    return option.description().replaceFirst(" \\([^()]*default: [^()]*\\)", "");
  }

  @Test
  void theSameLetterMeansTheSameEverywhere() {
    Map<String, String> known = new HashMap<>();
    each(
        command -> {
          for (Entry option : command.options()) {
            String letter = option.names().getFirst();
            if (!letter.startsWith("--") && !LETTERS_WITH_TWO_MEANINGS.contains(letter)) {
              String other = known.putIfAbsent(letter, option.longName());
              assertTrue(
                  other == null || other.equals(option.longName()), command.name() + " " + letter);
            }
          }
        });
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    each(
        command -> {
          String page = HelpPage.of(command, Style.PLAIN, 80);
          List<String> wide = page.lines().filter(line -> line.length() > 80).toList();
          assertEquals(List.of(), wide, command.name());
        });
  }

  @Test
  void theReferenceIsTheGoldenFile() {
    StringBuilder pages = new StringBuilder(Shell.PLAIN.run().text());
    Stream<CommandReference> commands = all().stream().skip(1);
    commands.forEach(command -> pages.append("\n\n").append(HelpPage.of(command, Style.PLAIN, 80)));
    Golden.check("reference.txt", pages.toString());
  }
}
