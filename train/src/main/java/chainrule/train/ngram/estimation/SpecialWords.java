package chainrule.train.ngram.estimation;

/// What to do about words in a text that mean something to the model.
public enum SpecialWords {
  REFUSE,
  SKIP
}
