package chainrule.cli.option;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.score.Marks;
import java.util.Optional;

/// Which tokens a neural model foretells.
///
/// @param model its name, for messages
/// @param vocabulary how many tokens there are
/// @param fingerprint of their tokenizer, empty where it is not known
/// @param tokenizer the model's own, where it has one
public record ModelTokens(
    String model, long vocabulary, String fingerprint, Optional<Tokenizer> tokenizer) {

  /// Refuses tokens that are not the model's.
  ///
  /// @param source of the tokens: a file, another model
  void require(String source, long size, String otherFingerprint) {
    boolean differ =
        (fingerprint.isEmpty() || otherFingerprint.isEmpty())
            ? size > vocabulary
            : !fingerprint.equals(otherFingerprint);
    if (differ) {
      throw new MalformedInput(
          source,
          "",
          "has tokens of another tokenizer than %s: %,d tokens, fingerprint %s, not %,d, fingerprint %s"
              .formatted(
                  model,
                  size,
                  StreamHeader.brief(otherFingerprint),
                  vocabulary,
                  StreamHeader.brief(fingerprint)),
          "use the tokenizer that the model was trained with");
    }
  }

  Marks marks() {
    return tokenizer.map(known -> new Marks(known.begin(), known.end())).orElse(Marks.NONE);
  }
}
