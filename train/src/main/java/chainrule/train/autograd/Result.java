package chainrule.train.autograd;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// One result of a [Recorded] op. What is below `kept` is filled in by [MemoryPlan] and [Program].
final class Result implements Value {
  final Recorded node;
  final int index;
  final Type type;
  private final Shape shape;
  private final boolean tracked;

  /// Wanted by the caller after the step.
  boolean kept;

  /// When it is last read, in steps of the plan.
  int lastUse;

  /// How often its gradient is added to, and how often that has been planned so far.
  int contributions;

  int planned;

  Block block = Block.NONE;
  Block gradientBlock = Block.NONE;
  Tensor tensor = Tensor.NONE;
  Tensor gradient = Tensor.NONE;

  Result(Recorded node, int index, Type type, Shape shape, boolean tracked) {
    this.node = node;
    this.index = index;
    this.type = type;
    this.shape = shape;
    this.tracked = tracked;
  }

  void forgetPlan() {
    lastUse = 0;
    contributions = 0;
    planned = 0;
    block = Block.NONE;
    gradientBlock = Block.NONE;
    tensor = Tensor.NONE;
    gradient = Tensor.NONE;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public boolean isTracked() {
    return tracked;
  }

  @Override
  public String toString() {
    return "result of " + node.describe();
  }
}
