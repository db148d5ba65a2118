package chainrule.train.optim;

import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Parameter;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// AdaGrad (Duchi, Hazan and Singer) with one sum of squares for each row, for tables of which a
/// step sees few rows. The others stand still and cost nothing but a look at their gradients, and
/// what is seen seldom goes far when it is; Adam would keep moving it on the memory of one sight.
final class AdaGradRule implements Rule {
  private final Parameter parameter;
  private final double rateFactor;
  private final Tensor squares;

  AdaGradRule(Parameter parameter, double rateFactor) {
    this.parameter = parameter;
    this.rateFactor = rateFactor;
    this.squares = Tensor.zeros(parameter.tensor().type(), Shape.of(parameter.shape().size(0)));
  }

  @Override
  public Parameter parameter() {
    return parameter;
  }

  @Override
  public void step(Kernels kernels, Tensor gradient, double rate, double scale, long step) {
    int rows = parameter.shape().size(0);
    int width = parameter.shape().size(1);
    kernels
        .updates()
        .adaGrad(rows, width, rate * rateFactor, scale, parameter.tensor(), gradient, squares);
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of("squares", squares);
  }
}
