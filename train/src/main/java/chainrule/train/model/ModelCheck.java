package chainrule.train.model;

import chainrule.train.autograd.GradientCheck;
import chainrule.train.autograd.Leaf;
import chainrule.train.nn.Context;
import chainrule.train.nn.Parameter;
import chainrule.train.nn.Role;
import chainrule.train.nn.State;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.Collection;
import java.util.List;

/// Checks the gradients of a whole model of any specification with finite differences, on a few
/// random tokens.
public final class ModelCheck {
  private static final int BATCH = 2;
  private static final int LONGEST = 6;

  /// Matrices that begin as zeros would hide what stands behind them.
  private static final double SHAKE = 0.1;

  /// Multiplications that a check may take where nobody says how much is to be checked, and the
  /// most numbers of a parameter that are checked then.
  private static final double WORK = 5e9;

  private static final int MOST = 8;

  /// Evaluations of the model for a difference quotient.
  private static final int EVALUATIONS = 4;

  private final LanguageModel model;
  private final int time;
  private final Rng rng;
  private final GradientCheck check;

  /// @param seed of parameters, tokens and dropout
  public ModelCheck(ModelSpec spec, long seed) {
    this.model = LanguageModel.of(spec, Type.FLOAT64);
    this.rng = new Rng(seed);
    model.parameters().allocate(Type.FLOAT64, rng);
    for (Parameter parameter : model.parameters().all()) {
      shake(parameter.tensor(), rng);
    }
    this.time = Math.min(LONGEST, spec.context());
    Leaf ids = Leaf.given("ids", tokens(spec.vocabulary(), time, rng));
    Leaf targets = Leaf.given("targets", tokens(spec.vocabulary(), time, rng));
    Context context = Context.of(time);
    this.check =
        new GradientCheck(
            execution -> model.loss(execution, ids, targets, context, State.none(), 0.1).mean(),
            List.copyOf(model.parameters().all()));
  }

  /// How many numbers of each parameter can be checked in little time, at least one.
  public int quickly() {
    Collection<Parameter> all = model.parameters().all();
    double multiplied =
        all.stream()
            .filter(parameter -> parameter.role() != Role.SPARSE_TABLE) // only looked up
            .mapToDouble(parameter -> parameter.shape().elements())
            .sum();
    double once = EVALUATIONS * BATCH * time * multiplied * all.size();
    return (int) Math.clamp(WORK / once, 1, MOST);
  }

  /// How many numbers [#run] checks.
  public long places(int mostPerParameter) {
    return check.places(mostPerParameter);
  }

  /// @param mostPerParameter how many numbers of each parameter are checked
  /// @param onChecked called after each of them
  public GradientCheck.Report run(int mostPerParameter, Runnable onChecked) {
    return check.run(mostPerParameter, rng, onChecked);
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
