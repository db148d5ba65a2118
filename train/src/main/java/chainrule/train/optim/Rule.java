package chainrule.train.optim;

import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Parameter;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// How one parameter is changed, and what is remembered for it.
sealed interface Rule permits SgdRule, AdamWRule, AdaGradRule, MuonRule {
  Parameter parameter();

  /// @param scale a factor for the gradient
  /// @param step from 1
  void step(Kernels kernels, Tensor gradient, double rate, double scale, long step);

  /// What is remembered, by name.
  Map<String, Tensor> state();
}
