package chainrule.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Terminal WINDOW = new Terminal(false, false, true, 80, true);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
  private long time;

  private Progress progress(Terminal terminal, long total) {
    return new Progress(err, terminal, "reading", Unit.BYTES, total, () -> time);
  }

  private String drawn() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return text;
  }

  private void seconds(long seconds) {
    time += seconds * 1_000_000_000;
  }

  @Test
  void theLineTellsTheShareTheRateAndTheTimeThatRemains() {
    Progress progress = progress(WINDOW, 100_000_000);
    seconds(10);
    progress.add(25_000_000);
    assertEquals(
        "\rreading  ██████░░░░░░░░░░░░░░░░░░  25%  25.0 MB  2.50 MB/s  30 s left", drawn());
  }

  @Test
  void withoutATotalThereIsNoBar() {
    Progress progress = progress(WINDOW, -1);
    seconds(2);
    progress.add(3_000_000);
    assertEquals("\rreading  3.00 MB  1.50 MB/s", drawn());
  }

  @Test
  void aShorterLineCoversALongerOneAndTheEndClearsIt() {
    Progress progress = progress(WINDOW, 100);
    seconds(1);
    progress.add(50);
    int length = drawn().length() - 1;
    seconds(1);
    progress.add(50);
    assertEquals(length + 1, drawn().length());
    progress.close();
    assertTrue(drawn().matches("\r +\r"));
  }

  @Test
  void aNarrowWindowCutsTheLine() {
    Progress progress = progress(new Terminal(false, false, true, 30, true), 100);
    seconds(1);
    progress.add(50);
    assertEquals(30, drawn().length()); // the return and 29 characters
  }

  @Test
  void withoutATerminalThereAreLinesNowAndThenAndOneAtTheEnd() {
    Progress progress = progress(Terminal.NONE, 100);
    seconds(1);
    progress.add(10);
    assertEquals("", drawn());
    seconds(10);
    progress.add(10);
    assertTrue(drawn().endsWith(" left\n"));
    progress.close();
    assertEquals(1, drawn().lines().count());
  }

  @Test
  void timesReadAsPeopleWriteThem() {
    assertEquals("42 s", Progress.duration(42));
    assertEquals("3:07", Progress.duration(187));
    assertEquals("2:03:07", Progress.duration(7387));
  }
}
