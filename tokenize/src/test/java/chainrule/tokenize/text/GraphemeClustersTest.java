package chainrule.tokenize.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The expectations are those of Unicode's `GraphemeBreakTest.txt`, for the rules that are kept.
final class GraphemeClustersTest {
  @Test
  void aMarkJoinsItsLetterAndALineFeedItsCarriageReturn() {
    assertTrue(GraphemeClusters.joined('e', 0x301));
    assertTrue(GraphemeClusters.joined('\r', '\n'));
    assertFalse(GraphemeClusters.joined('\n', '\r'));
    assertFalse(GraphemeClusters.joined('a', 'b'));
    assertFalse(GraphemeClusters.joined('\n', 0x301));
    assertFalse(GraphemeClusters.joined(0x200B, 0x301));
  }

  @Test
  void joinersJoinToTheLeftAndPrependedSignsToTheRight() {
    assertTrue(GraphemeClusters.joined('a', 0x200D));
    assertFalse(GraphemeClusters.joined(0x200D, 'a'));
    assertTrue(GraphemeClusters.joined(0x600, 'a'));
    assertFalse(GraphemeClusters.joined(0x600, '\n'));
  }

  @Test
  void hangulLettersMakeSyllables() {
    assertTrue(GraphemeClusters.joined(0x1100, 0x1161));
    assertTrue(GraphemeClusters.joined(0x1161, 0x11A8));
    assertTrue(GraphemeClusters.joined(0xAC00, 0x11A8));
    assertFalse(GraphemeClusters.joined(0x11A8, 0x1100));
    assertFalse(GraphemeClusters.joined(0xAC01, 0x1161));
  }
}
