package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeneratedTextTest {
  /// What is told after each byte, and at the end.
  private static List<String> told(String text, String... stops) throws IOException {
    Tokenizer tokenizer = TokenizerFile.read(TokenizerFile.BYTE);
    GeneratedText generated =
        new GeneratedText(tokenizer, tokenizer.encode("before"), List.of(stops));
    List<String> told = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean goesOn = generated.add(b & 0xFF);
      told.add(new String(generated.news(), StandardCharsets.UTF_8));
      all.writeBytes(told.getLast().getBytes(StandardCharsets.UTF_8));
      if (!goesOn) {
        break;
      }
    }
    told.add(new String(generated.rest(), StandardCharsets.UTF_8));
    all.writeBytes(told.getLast().getBytes(StandardCharsets.UTF_8));
    assertEquals(generated.text(), all.toString(StandardCharsets.UTF_8));
    return told;
  }

  @Test
  void charactersWaitForAllTheirBytes() throws IOException {
    assertEquals(List.of("a", "", "é", "", "", "€", "", "", "", "😀", ""), told("aé€😀"));
  }

  @Test
  void whatMayBecomeAStopIsHeldBack() throws IOException {
    assertEquals(List.of("x", "", "", "", "", ""), told("xend.", "end."));
    assertEquals(List.of("x", "", "", "enx", ""), told("xenx", "end."));
    assertEquals(List.of("x", "", "", "en"), told("xen", "end."));
  }

  @Test
  void aStopThatBeginsAnotherEndsTheText() throws IOException {
    assertEquals(List.of("x", "", "", ""), told("xabc", "abc", "ab"));
    assertEquals(List.of("x", "", "a", "", "", ""), told("xaabc", "abc"));
  }

  @Test
  void aStopMayEndInTheMiddleOfWhatCouldBeAnother() throws IOException {
    assertEquals(List.of("", "", "", ""), told("aab", "aab", "aaaa"));
  }
}
