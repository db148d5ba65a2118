package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.Optional;

/// Splits at a string or a regular expression; the expressions that everybody uses are run by hand.
public record Split(TextPattern pattern, SplitBehavior behavior, boolean invert)
    implements PreTokenizer {

  public static Split by(KnownPattern known) {
    return new Split(new Expression(known.expression()), SplitBehavior.ISOLATED, false);
  }

  @Override
  public Pieces split(Pieces in) {
    return behavior.split(in, pattern, invert);
  }

  /// The known expressions match all of any text, so that keeping the matches alone is the same as
  /// isolating them.
  @Override
  public Optional<Scanner> scanner() {
    boolean keepsMatches =
        behavior == SplitBehavior.ISOLATED || (behavior == SplitBehavior.REMOVED && invert);
    return keepsMatches && pattern instanceof Expression expression
        ? KnownPattern.of(expression.expression()).map(KnownPattern::scanner)
        : Optional.empty();
  }

  @Override
  public boolean endsAtWords() {
    return scanner().isPresent();
  }

  @Override
  public boolean partsBlanks() {
    return scanner().filter(KnownPattern.GPT2.scanner()::equals).isPresent();
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("Split"))
        .with("pattern", pattern.json())
        .with("behavior", Json.of(behavior.word()))
        .with("invert", Json.of(invert));
  }
}
