package chainrule.cli.option;

import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.score.Marks;
import java.util.Optional;

/// Which tokens a model foretells.
///
/// @param model its name, for messages
/// @param kind how many tokens there are, and of which tokenizer
/// @param tokenizer the model's own, where it has one
/// @param ends whether it foretells the ends of documents, too
public record ModelTokens(
    String model, StreamHeader kind, Optional<Tokenizer> tokenizer, boolean ends) {
  Marks marks() {
    return tokenizer.map(known -> new Marks(known.begin(), known.end())).orElse(Marks.NONE);
  }
}
