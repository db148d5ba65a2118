package chainrule.train.ngram.estimation;

/// What to do about bytes in a text that are not UTF-8.
public enum Invalid {
  ERROR,
  REPLACE,
  KEEP
}
