package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import java.util.ArrayList;
import java.util.List;

/// Recurrent layers one after another, with dropout after each.
public final class RecurrentNetwork implements SequenceModel {
  private final List<Recurrence> layers;
  private final List<Layer> dropouts;
  private final int width;

  /// @param dropouts one for each layer
  public RecurrentNetwork(List<Recurrence> layers, List<Layer> dropouts, int width) {
    this.layers = List.copyOf(layers);
    this.dropouts = List.copyOf(dropouts);
    this.width = width;
  }

  @Override
  public Value apply(Execution execution, Vectors x, Context context, State state) {
    Vectors y = x;
    for (int i = 0; i < layers.size(); i++) {
      Value states = layers.get(i).apply(execution, y, state);
      y = new Vectors.Dense(dropouts.get(i).apply(execution, states));
    }
    return y.dense(execution);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public List<Slot> state() {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      slots.addAll(layers.get(i).state(i));
    }
    return slots;
  }
}
