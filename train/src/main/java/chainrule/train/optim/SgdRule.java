package chainrule.train.optim;

import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Parameter;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// Stochastic gradient descent.
final class SgdRule implements Rule {
  private final Parameter parameter;
  private final OptimizerSpec.Sgd spec;
  private final double decay;
  private final Tensor velocity;

  SgdRule(Parameter parameter, OptimizerSpec.Sgd spec, double decay) {
    this.parameter = parameter;
    this.spec = spec;
    this.decay = decay;
    this.velocity =
        spec.momentum() > 0
            ? Tensor.zeros(parameter.tensor().type(), parameter.shape())
            : Tensor.NONE;
  }

  @Override
  public Parameter parameter() {
    return parameter;
  }

  @Override
  public void step(Kernels kernels, Tensor gradient, double rate, double scale, long step) {
    kernels
        .updates()
        .sgd(
            rate,
            spec.momentum(),
            spec.nesterov(),
            decay,
            scale,
            parameter.tensor(),
            gradient,
            velocity);
  }

  @Override
  public Map<String, Tensor> state() {
    return velocity.isGiven() ? Map.of("velocity", velocity) : Map.of();
  }
}
