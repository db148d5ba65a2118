package chainrule.cli.command;

import chainrule.tokenize.stream.MappedTokens;
import chainrule.train.data.TokenRange;
import java.util.Optional;

/// What trains and what validates.
///
/// @param validationBytes of text that the validation tokens stand for, 0 where unknown
/// @param file in which the training tokens lie
record TrainingText(
    TokenRange train, Optional<TokenRange> validation, long validationBytes, MappedTokens file) {

  /// Refuses tokens that a model of this vocabulary does not know.
  void requireBelow(int vocabulary) {
    train.requireBelow("the training data", vocabulary);
    validation.ifPresent(range -> range.requireBelow("the validation text", vocabulary));
  }
}
