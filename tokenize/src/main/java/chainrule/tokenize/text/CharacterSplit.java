package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;

/// The pre-tokenizers that look at one character after the other: white space left out, punctuation
/// or digits apart.
public sealed interface CharacterSplit extends PreTokenizer {
  /// Pieces are runs of letters, digits and underscores, and runs of other signs; white space is
  /// left out.
  record Whitespace() implements CharacterSplit {
    private static final Expression WORDS = new Expression("\\w+|[^\\w\\s]+");

    @Override
    public Pieces split(Pieces in) {
      return SplitBehavior.REMOVED.split(in, WORDS, true);
    }

    @Override
    public Json.Members json() {
      return named("Whitespace");
    }
  }

  /// Pieces are what stands between white space.
  record WhitespaceSplit() implements CharacterSplit {
    @Override
    public Pieces split(Pieces in) {
      return SplitBehavior.REMOVED.split(in, CharacterSet.WHITE_SPACE, false);
    }

    @Override
    public Json.Members json() {
      return named("WhitespaceSplit");
    }
  }

  /// BERT's: white space left out, each punctuation sign apart.
  record Bert() implements CharacterSplit {
    @Override
    public Pieces split(Pieces in) {
      Pieces words = SplitBehavior.REMOVED.split(in, CharacterSet.WHITE_SPACE, false);
      return SplitBehavior.ISOLATED.split(words, CharacterSet.PUNCTUATION, false);
    }

    @Override
    public Json.Members json() {
      return named("BertPreTokenizer");
    }
  }

  /// Punctuation signs, treated as the behavior says.
  record Punctuation(SplitBehavior behavior) implements CharacterSplit {
    @Override
    public Pieces split(Pieces in) {
      return behavior.split(in, CharacterSet.PUNCTUATION, false);
    }

    @Override
    public boolean endsAtWords() {
      return false;
    }

    @Override
    public Json.Members json() {
      return named("Punctuation").with("behavior", Json.of(behavior.word()));
    }
  }

  /// Numbers apart from the rest: each digit, or each run of them.
  record Numbers(boolean individual) implements CharacterSplit {
    @Override
    public Pieces split(Pieces in) {
      return (individual ? SplitBehavior.ISOLATED : SplitBehavior.CONTIGUOUS)
          .split(in, CharacterSet.NUMBERS, false);
    }

    @Override
    public boolean endsAtWords() {
      return false;
    }

    @Override
    public Json.Members json() {
      return named("Digits").with("individual_digits", Json.of(individual));
    }
  }

  /// Pieces are what stands between two of these characters.
  record Delimiter(String character) implements CharacterSplit {
    @Override
    public Pieces split(Pieces in) {
      return SplitBehavior.REMOVED.split(in, new Literal(character), false);
    }

    @Override
    public boolean endsAtWords() {
      return false;
    }

    @Override
    public Json.Members json() {
      return named("CharDelimiterSplit").with("delimiter", Json.of(character));
    }
  }

  @Override
  default boolean endsAtWords() {
    return true;
  }

  private static Json.Members named(String type) {
    return Json.object().with("type", Json.of(type));
  }
}
