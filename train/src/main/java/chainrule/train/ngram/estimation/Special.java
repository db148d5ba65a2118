package chainrule.train.ngram.estimation;

import java.util.List;

/// The words that every model has, by their ids.
final class Special {
  static final int UNKNOWN = 0;
  static final int BEGIN = 1;
  static final int END = 2;

  /// In the order of their ids.
  static final List<String> WORDS = List.of("<unk>", "<s>", "</s>");

  private Special() {}
}
