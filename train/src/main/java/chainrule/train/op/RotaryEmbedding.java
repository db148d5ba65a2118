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

/// Rotates queries or keys `[batch, time, heads·size]` by their positions: the two halves of a head
/// are the two coordinates. More inputs: the tables of cosines and sines, `[positions, size/2]`,
/// and the positions, ids `[batch, time]` or `[time]`.
public record RotaryEmbedding(int heads) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 4, 4);
    Shapes.rank(this, "the input", in[0], 3);
    Shapes.rank(this, "the cosines", in[1], 2);
    Shapes.equal(this, "the cosines", in[1], "the sines", in[2]);
    if (in[0].size(2) != heads * 2 * in[1].size(1)) {
      throw Shapes.error(
          this,
          "the input %s has %d in dimension 2, but %d heads of twice the cosines' %d make %d"
              .formatted(in[0], in[0].size(2), heads, in[1].size(1), heads * 2 * in[1].size(1)));
    }
    Shape time = in[0].slice(1, 2);
    if (!in[3].equals(time)) {
      Shapes.equal(this, "the positions", in[3], "the input without its width", in[0].slice(0, 2));
    }
    return new Shape[] {in[0]};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    int known = in[1].shape().size(0);
    int outside = scratch.kernels().lookups().firstOutside(known, in[3]);
    if (outside >= 0) {
      throw new BadSetting(
          "position %d is beyond the %d that the model knows".formatted(in[3].id(outside), known),
          "use a shorter text or a longer context");
    }
    rotate(false, scratch, in, in[0], Target.set(out[0]));
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    rotate(true, scratch, in, dOut[0], dIn[0]);
  }

  private void rotate(boolean inverse, Scratch scratch, Tensor[] in, Tensor x, Target y) {
    scratch
        .kernels()
        .attention()
        .rotate(
            inverse,
            x.shape().size(0),
            x.shape().size(1),
            heads,
            in[1].shape().size(1),
            x,
            in[1],
            in[2],
            in[3],
            y);
  }

  @Override
  public boolean isDifferentiable(int input) {
    return input == 0;
  }

  @Override
  public boolean readsInput(int input) {
    return input != 0;
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public boolean mayOverwrite(int input) {
    return input == 0;
  }

  @Override
  public boolean mayOverwriteGradient(int input) {
    return true;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Wire positions = in[3];
    if (graph.shape(positions).rank() == 1) {
      Wire size = graph.add("Shape", Map.of("end", Attribute.of(2)), in[0]);
      positions = graph.add("Expand", positions, size);
    }
    return new Wire[] {
      graph.add(
          "RotaryEmbedding",
          Map.of("num_heads", Attribute.of(heads)),
          in[0],
          in[1],
          in[2],
          positions)
    };
  }
}
