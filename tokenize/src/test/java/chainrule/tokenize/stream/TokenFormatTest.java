package chainrule.tokenize.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenFormatTest {
  private static Optional<TokenFormat> named(String name) {
    return TokenFormat.recognise(name, new byte[0]);
  }

  @Test
  void aCompressionDoesNotHideTheFormatBeforeIt() {
    assertEquals(Optional.of(TokenFormat.IDS), named("folder/corpus.ids"));
    assertEquals(Optional.of(TokenFormat.IDS), named("folder/corpus.ids.gz"));
    assertEquals(Optional.of(TokenFormat.U16), named("corpus.U16.ZST"));
    assertEquals(Optional.of(TokenFormat.PIECES), named("corpus.pieces.xz"));
    assertEquals(Optional.empty(), named("corpus.txt.bz2"));
    assertEquals(Optional.empty(), named(".gz"));
  }
}
