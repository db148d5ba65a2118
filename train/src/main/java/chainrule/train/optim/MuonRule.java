package chainrule.train.optim;

import chainrule.train.kernel.Elementwise;
import chainrule.train.kernel.Kernels;
import chainrule.train.kernel.Matrices;
import chainrule.train.nn.Parameter;
import chainrule.train.nn.Role;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Muon (Jordan): the direction of momentum with all its singular values brought near 1, by an
/// iteration of Newton and Schulz that consists of matrix products only. With `X` the direction
/// over its norm and `A` the smaller of `X·Xᵀ` and `Xᵀ·X`, each iteration is `X = aX + (bA +
/// cA²)X`.
final class MuonRule implements Rule {
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  private final Parameter parameter;
  private final OptimizerSpec.Muon spec;
  private final Workspace workspace;
  private final Tensor mean;
  private final int rows;
  private final int columns;

  MuonRule(Parameter parameter, OptimizerSpec.Muon spec, Workspace workspace) {
    this.parameter = parameter;
    this.spec = spec;
    this.workspace = workspace;
    this.mean = Tensor.zeros(parameter.tensor().type(), parameter.shape());
    this.rows = parameter.shape().size(0);
    this.columns = parameter.shape().size(1);
  }

  /// How many numbers a [Workspace] holds for the steps of these matrices: two as large as the
  /// largest of them, and three squares of the shorter side.
  static long workspace(List<Shape> matrices) {
    long largest = 0;
    long square = 0;
    for (Shape matrix : matrices) {
      long side = Math.min(matrix.size(0), matrix.size(1));
      largest = Math.max(largest, matrix.elements());
      square = Math.max(square, side * side);
    }
    return 2 * largest + 3 * square;
  }

  @Override
  public Parameter parameter() {
    return parameter;
  }

  @Override
  public void step(Kernels kernels, Tensor gradient, double rate, double scale, long step) {
    Tensor direction = workspace.matrix(0, parameter.shape());
    double momentum = spec.momentum(step);
    kernels.updates().momentum(momentum, spec.nesterov(), scale, gradient, mean, direction);
    Tensor orthogonal = orthogonal(kernels, direction);
    Tensor numbers = parameter.tensor();
    boolean isTurned = parameter.role() == Role.TURNED_MATRIX;
    double outForIn = isTurned ? (double) rows / columns : (double) columns / rows;
    double factor = rate * Math.sqrt(Math.max(1, outForIn));
    if (spec.decay() > 0) {
      kernels.elementwise().scale(1 - rate * spec.decay(), numbers, Target.set(numbers));
    }
    kernels.elementwise().scale(-factor, orthogonal, Target.add(numbers));
  }

  private Tensor orthogonal(Kernels kernels, Tensor direction) {
    Matrices matrices = kernels.matrices();
    Elementwise elementwise = kernels.elementwise();
    boolean isWide = rows <= columns;
    int size = Math.min(rows, columns);
    int other = Math.max(rows, columns);
    Shape square = Shape.of(size, size);
    double norm = Math.sqrt(kernels.reductions().sumOfSquares(direction));
    elementwise.scale(1 / (norm + 1e-7), direction, Target.set(direction));
    Tensor x = direction;
    Tensor next = workspace.matrix(1, parameter.shape());
    Tensor gram = workspace.matrix(2, square);
    Tensor polynomial = workspace.matrix(3, square);
    for (int i = 0; i < spec.iterations(); i++) {
      matrices.multiply(1, size, size, other, x, !isWide, x, isWide, Target.set(gram));
      // polynomial = b·A + c·A·A, as A·(c·A) on top of b·A
      elementwise.scale(B, gram, Target.set(polynomial));
      Tensor scaled = workspace.matrix(4, square);
      elementwise.scale(C, gram, Target.set(scaled));
      Target adding = Target.add(polynomial);
      matrices.multiply(1, size, size, size, gram, false, scaled, false, adding);
      elementwise.scale(A, x, Target.set(next));
      if (isWide) {
        matrices.multiply(1, size, other, size, polynomial, false, x, false, Target.add(next));
      } else {
        matrices.multiply(1, other, size, size, x, false, polynomial, false, Target.add(next));
      }
      Tensor before = x;
      x = next;
      next = before;
    }
    return x;
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of("mean", mean);
  }
}
