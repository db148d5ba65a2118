package chainrule.train.model;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.nn.Recurrence;

/// A recurrent language model: simple, LSTM or GRU.
///
/// @param context how many tokens gradients flow back through; the state may be carried further
/// @param width of the embeddings
/// @param hidden width of the states
/// @param tied whether the embedding table turns states into logits, too; then both are equally
///   wide
/// @param dropout of the embeddings and after each layer
public record RecurrentSpec(
    Recurrence.Cell cell,
    int vocabulary,
    int context,
    int layers,
    int width,
    int hidden,
    boolean tied,
    double dropout)
    implements ModelSpec {
  public RecurrentSpec {
    Settings.between("the vocabulary", vocabulary, 1, Settings.MOST_WORDS);
    Settings.atLeast("the context", context, 1);
    Settings.between("the number of layers", layers, 1, Settings.MOST_LAYERS);
    Settings.between("the width", width, 1, Settings.WIDEST);
    Settings.between("the hidden width", hidden, 1, Settings.WIDEST);
    Settings.rate("dropout", dropout);
    if (tied && width != hidden) {
      throw new BadSetting(
          "a tied model is as wide inside as its embeddings, not %d and %d"
              .formatted(hidden, width),
          "give both the same width, or do not tie them");
    }
  }
}
