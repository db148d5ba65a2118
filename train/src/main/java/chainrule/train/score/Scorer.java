package chainrule.train.score;

/// A language model, as all of evaluation sees it.
public interface Scorer extends AutoCloseable {
  /// How messages and reports call it.
  String name();

  /// Whether the end of a document is a token that the model foretells, too.
  boolean foretellsEnds();

  /// Whether several threads may score at once; if not, the model sees to its own threads.
  boolean isShared();

  /// Scores every token of every document, each document on its own.
  Scores score(Batch batch);

  @Override
  void close();
}
