package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import java.util.List;

/// From a sequence of vectors to a sequence of vectors: a Transformer, a recurrent network.
public interface SequenceModel {
  /// @param x `[batch, time, in]`
  /// @return `[batch, time, width]`
  Value apply(Execution execution, Vectors x, Context context, State state);

  /// How wide the results are.
  int width();

  /// What [State] holds, in order.
  List<Slot> state();
}
