package chainrule.cli.option;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.TokenFormat;
import java.io.IOException;

/// Files that were named where tokens are wanted, and are models or tokenizers by their first
/// bytes.
public final class TokenFiles {
  private TokenFiles() {}

  /// Looks only into files whose form must be seen from what they hold.
  public static void check(Input input) throws IOException {
    if (input.isReadOnce() || TokenFormat.recognise(input.name(), new byte[0]).isPresent()) {
      return;
    }
    KnownFile.of(KnownFile.head(input))
        .ifPresent(
            kind -> {
              switch (kind) {
                case TOKENS -> {}
                case BINARY_NGRAMS, ARPA, ONNX ->
                    refuse(input, kind, "; chainrule sample makes text of a model");
                case TOKENIZER -> refuse(input, kind, ", and the tokenizer with -t");
              }
            });
  }

  private static void refuse(Input input, KnownFile kind, String more) {
    throw new MalformedInput(
        input.name(),
        "",
        kind.what() + ", not tokens",
        "name tokens, as chainrule tokenize writes them" + more);
  }
}
