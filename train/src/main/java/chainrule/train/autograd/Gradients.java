package chainrule.train.autograd;

import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The gradients of a loss, in a table beside the parameters; kept from step to step.
public final class Gradients {
  private final Map<Leaf, Tensor> table = new LinkedHashMap<>(); // leaves are equal if the same

  Gradients() {}

  /// Makes room for the gradient of a leaf.
  Tensor make(Leaf leaf, Type type) {
    return table.computeIfAbsent(leaf, key -> Tensor.zeros(type, key.shape()));
  }

  /// Forgets the gradients of all other leaves.
  ///
  /// @param leaves that have a gradient here
  void keepOnly(Set<Leaf> leaves) {
    if (table.size() > leaves.size()) {
      table.keySet().retainAll(leaves);
    }
  }

  boolean has(Leaf leaf) {
    return table.containsKey(leaf);
  }

  /// The gradient of a tracked leaf; not given where the loss does not depend on it.
  public Tensor of(Leaf leaf) {
    return table.getOrDefault(leaf, Tensor.NONE);
  }

  public Collection<Leaf> leaves() {
    return table.keySet();
  }

  /// The Euclidean norm of all gradients together.
  public double norm(Kernels kernels) {
    double squares = 0;
    for (Tensor gradient : table.values()) {
      squares += kernels.reductions().sumOfSquares(gradient);
    }
    return Math.sqrt(squares);
  }

  /// The leaf that has the largest number in its gradient, with that number's size.
  public Map.Entry<Leaf, Double> steepest() {
    Leaf steepest = null;
    double largest = -1;
    for (Map.Entry<Leaf, Tensor> entry : table.entrySet()) {
      Tensor gradient = entry.getValue();
      for (int i = 0; i < gradient.size(); i++) {
        if (Math.abs(gradient.get(i)) > largest) {
          largest = Math.abs(gradient.get(i));
          steepest = entry.getKey();
        }
      }
    }
    return Map.entry(steepest, largest);
  }
}
