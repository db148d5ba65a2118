package chainrule.train.op;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// How surprised the model is: `-log softmax(logits)[target]`, in nats. Logits are `[…, classes]`,
/// targets ids `[…]`; negative ones are left out. Gives the mean over those that count, each
/// target's own, and the logarithms of the softmax's denominators, for backward.
///
/// @param smoothing share of the wanted probability that is spread over all classes
public record CrossEntropy(double smoothing) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 2, 2);
    Shapes.atLeast(this, "the logits", in[0], 1);
    Shape rows = in[0].slice(0, in[0].rank() - 1);
    Shapes.equal(this, "the logits without their classes", rows, "the targets", in[1]);
    return new Shape[] {Shape.SCALAR, rows, rows};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    int rows = in[1].size();
    int classes = in[0].shape().size(-1);
    requireInside(scratch, in[1], classes);
    scratch.kernels().losses().crossEntropy(rows, classes, smoothing, in[0], in[1], out[1], out[2]);
    mean(scratch, in[1], out[1], out[0]);
  }

  static void requireInside(Scratch scratch, Tensor targets, int classes) {
    int outside = scratch.kernels().lookups().firstOutside(classes, targets);
    if (outside >= 0) {
      throw new BadSetting(
          "target %d at place %d of %s is outside of %d classes"
              .formatted(targets.id(outside), outside, targets.shape(), classes),
          "the tokens were made with a larger vocabulary than the model has");
    }
  }

  /// Of the losses of those targets that count.
  static void mean(Scratch scratch, Tensor targets, Tensor losses, Tensor mean) {
    int rows = targets.size();
    double share = 1.0 / counted(targets);
    scratch.kernels().reductions().sum(1, rows, 1, share, losses, Target.set(mean));
  }

  /// What the gradients of both results make of each target's own loss.
  static Tensor slopes(Scratch scratch, Tensor targets, Tensor[] dOut) {
    Tensor slopes = scratch.take(Shape.of(targets.size()));
    slopes.fill(dOut[0].isGiven() ? dOut[0].get(0) / counted(targets) : 0);
    if (dOut[1].isGiven()) {
      scratch.kernels().elementwise().scale(1, dOut[1], Target.add(slopes));
    }
    return slopes;
  }

  private static int counted(Tensor targets) {
    int counted = 0;
    for (int i = 0; i < targets.size(); i++) {
      counted += targets.id(i) >= 0 ? 1 : 0;
    }
    return Math.max(counted, 1);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    int rows = in[1].size();
    Tensor dLoss = slopes(scratch, in[1], dOut);
    int classes = in[0].shape().size(-1);
    scratch
        .kernels()
        .losses()
        .crossEntropyBackward(rows, classes, smoothing, in[0], in[1], out[2], dLoss, dIn[0]);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result < 2;
  }

  @Override
  public boolean isDifferentiable(int input) {
    return input == 0;
  }

  @Override
  public boolean readsResult(int result) {
    return result == 2;
  }

  @Override
  public boolean mayBecomeGradient(int input) {
    return input == 0;
  }

  @Override
  public long scratch(Shape... in) {
    return in[1].elements();
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    int classes = graph.shape(in[0]).size(-1);
    Wire rows = graph.add("Reshape", in[0], graph.integers(-1, classes));
    Wire targets = graph.add("Reshape", in[1], graph.integers(-1));
    Map<String, Attribute> each =
        Map.of("reduction", Attribute.of("none"), "ignore_index", Attribute.of(-1));
    Wire losses = graph.add("SoftmaxCrossEntropyLoss", each, rows, targets);
    Wire isCounted =
        graph.add("CastLike", graph.add("GreaterOrEqual", targets, graph.integer(0)), losses);
    if (smoothing != 0) {
      Wire logarithms = graph.add("LogSoftmax", Map.of("axis", Attribute.of(-1)), rows);
      Wire mean =
          graph.add(
              "ReduceMean", Map.of("keepdims", Attribute.of(0)), logarithms, graph.integers(-1));
      losses =
          graph.add(
              "Sub",
              graph.add("Mul", losses, graph.number(1 - smoothing)),
              graph.add("Mul", graph.add("Mul", mean, isCounted), graph.number(smoothing)));
    }
    Map<String, Attribute> scalar = Map.of("keepdims", Attribute.of(0));
    Wire mean =
        graph.add(
            "Div",
            graph.add("ReduceSum", scalar, losses),
            graph.add("Max", graph.add("ReduceSum", scalar, isCounted), graph.number(1)));
    Wire shape = graph.add("Shape", in[1]);
    return new Wire[] {mean, graph.add("Reshape", losses, shape)};
  }
}
