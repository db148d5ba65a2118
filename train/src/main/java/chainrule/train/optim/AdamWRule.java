package chainrule.train.optim;

import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Parameter;
import chainrule.train.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Adam with decoupled weight decay (Loshchilov and Hutter).
final class AdamWRule implements Rule {
  private final Parameter parameter;
  private final OptimizerSpec.AdamW spec;
  private final double rateFactor;
  private final double decay;
  private final Tensor mean;
  private final Tensor square;

  AdamWRule(Parameter parameter, OptimizerSpec.AdamW spec, double rateFactor, double decay) {
    this.parameter = parameter;
    this.spec = spec;
    this.rateFactor = rateFactor;
    this.decay = decay;
    this.mean = Tensor.zeros(parameter.tensor().type(), parameter.shape());
    this.square = Tensor.zeros(parameter.tensor().type(), parameter.shape());
  }

  @Override
  public Parameter parameter() {
    return parameter;
  }

  @Override
  public void step(Kernels kernels, Tensor gradient, double rate, double scale, long step) {
    kernels
        .updates()
        .adamW(
            rate * rateFactor,
            spec.beta1(),
            spec.beta2(),
            spec.epsilon(),
            decay,
            step,
            scale,
            parameter.tensor(),
            gradient,
            mean,
            square);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("mean", mean);
    state.put("square", square);
    return state;
  }
}
