package chainrule.tokenize.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each scanner beside the regular expression that it stands for, run by the JDK's engine.
class KnownPatternTest {
  private static final String[] BITS = {
    "a", "B", "é", "É", "ǅ", "ʰ", "あ", "中", "é", "\u0301", "\u0903", "1", "٣", "²", "Ⅷ", " ", "  ",
    "\t", "\n", "\r\n", "\u00a0", "\u2028", "\u3000", "\u0085", "'", "'s", "'S", "'ll", "'LL",
    "'re", "'ſ", "’", ".", "/", "//", "-", "_", "😀", "\u200d", "\u0000", "don't", "ABCdef", "x"
  };

  @ParameterizedTest
  @EnumSource
  void aScannerCutsAsItsExpressionDoes(KnownPattern pattern) {
    Random random = new Random(7);
    Expression expression = new Expression(pattern.expression());
    for (int round = 0; round < 4000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(BITS[random.nextInt(BITS.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(matches(expression, bytes), pieces(pattern.scanner(), bytes), text.toString());
    }
  }

  private static List<Integer> matches(Expression expression, byte[] text) {
    TextPattern.Matches matches = new TextPattern.Matches();
    expression.find(text, 0, text.length, matches);
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < matches.count(); i++) {
      ends.add(matches.to(i));
    }
    return ends;
  }

  private static List<Integer> pieces(Scanner scanner, byte[] text) {
    List<Integer> ends = new ArrayList<>();
    for (int at = 0; at < text.length; ) {
      at = scanner.next(text, at, text.length);
      ends.add(at);
    }
    return ends;
  }
}
