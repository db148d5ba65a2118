package chainrule.train.model;

import chainrule.train.autograd.GradientCheck;
import chainrule.train.autograd.Leaf;
import chainrule.train.nn.Context;
import chainrule.train.nn.Parameter;
import chainrule.train.nn.State;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.List;

/// Checks the gradients of a whole model of any specification with finite differences, on a few
/// random tokens.
public final class ModelCheck {
  private static final int BATCH = 2;
  private static final int LONGEST = 6;

  /// Matrices that begin as zeros would hide what stands behind them.
  private static final double SHAKE = 0.1;

  private ModelCheck() {}

  /// @param mostPerParameter how many numbers of each parameter are checked
  /// @param seed of parameters, tokens and dropout
  public static GradientCheck.Report run(ModelSpec spec, int mostPerParameter, long seed) {
    LanguageModel model = LanguageModel.of(spec, Type.FLOAT64);
    Rng rng = new Rng(seed);
    model.parameters().allocate(Type.FLOAT64, rng);
    for (Parameter parameter : model.parameters().all()) {
      shake(parameter.tensor(), rng);
    }
    int time = Math.min(LONGEST, spec.context());
    Leaf ids = Leaf.given("ids", tokens(spec.vocabulary(), time, rng));
    Leaf targets = Leaf.given("targets", tokens(spec.vocabulary(), time, rng));
    Context context = Context.of(time);
    GradientCheck check =
        new GradientCheck(
            execution -> model.loss(execution, ids, targets, context, State.none(), 0.1).mean(),
            List.copyOf(model.parameters().all()));
    return check.run(mostPerParameter, rng);
  }

  private static void shake(Tensor tensor, Rng rng) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, tensor.get(i) + SHAKE * rng.nextGaussian());
    }
  }

  private static Tensor tokens(int vocabulary, int time, Rng rng) {
    Tensor tokens = Tensor.zeros(Type.INT32, Shape.of(BATCH, time));
    for (int i = 0; i < tokens.size(); i++) {
      tokens.set(i, rng.nextInt(vocabulary));
    }
    return tokens;
  }
}
