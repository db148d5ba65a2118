package chainrule.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final Terminal WINDOW = new Terminal(true, true, true, 80, true);

  private static Console console(Terminal terminal, Map<String, String> environment) {
    return Console.of(
        new ByteArrayInputStream(new byte[0]),
        new ByteArrayOutputStream(),
        new ByteArrayOutputStream(),
        terminal,
        environment);
  }

  @Test
  void coloursGiveWayToNoColorAndADumbTerminal() {
    assertTrue(Terminal.of(Map.of("TERM", "xterm")).colour());
    assertFalse(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1")).colour());
    assertTrue(Terminal.of(Map.of("NO_COLOR", "")).colour()); // empty is the same as not set
    assertFalse(Terminal.of(Map.of("TERM", "dumb")).colour());
  }

  @Test
  void aWidthThatIsNoneIsTheUsualOne() {
    assertEquals(120, Terminal.of(Map.of("COLUMNS", "120")).columns());
    assertEquals(80, Terminal.of(Map.of("COLUMNS", "0")).columns());
    assertEquals(80, Terminal.of(Map.of("COLUMNS", "wide")).columns());
  }

  @Test
  void progressIsForATerminalUnlessAskedForOrForbidden() {
    assertTrue(console(WINDOW, Map.of()).withOptions(Verbosity.NORMAL, null).progress());
    assertFalse(console(Terminal.NONE, Map.of()).withOptions(Verbosity.NORMAL, null).progress());
    assertTrue(console(Terminal.NONE, Map.of()).withOptions(Verbosity.NORMAL, true).progress());
    assertFalse(console(WINDOW, Map.of()).withOptions(Verbosity.NORMAL, false).progress());
    assertFalse(console(WINDOW, Map.of()).withOptions(Verbosity.QUIET, null).progress());
    assertFalse(
        console(WINDOW, Map.of("TERM", "dumb")).withOptions(Verbosity.NORMAL, null).progress());
  }
}
