package chainrule.train.model;

/// What a language model is made of: all sizes and choices, no numbers. Records whose constructors
/// refuse what cannot work.
public sealed interface ModelSpec permits TransformerSpec, RecurrentSpec {
  /// How many different tokens there are.
  int vocabulary();

  /// The longest sequence that the model was made for.
  int context();

  /// How many sequence layers there are.
  int layers();

  /// How wide the vectors between layers are.
  int width();

  double dropout();
}
