package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// A row number for several ids that stand together: `hash(x0, x1, …) mod rows`, ids of one shape
/// in each input. For tables of n-grams, which are too many to have a row each.
public record HashedContext(int rows) implements StandardOp {
  // A prime, and every step stays below 2^63, so that ONNX's INT64 can follow it.
  private static final int FACTOR = 31_337;
  private static final int MODULUS = Integer.MAX_VALUE;

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, Integer.MAX_VALUE);
    for (int i = 1; i < in.length; i++) {
      Shapes.equal(this, "ids 0", in[0], "ids " + i, in[i]);
    }
    return new Shape[] {in[0]};
  }

  @Override
  public Type type(int result, Type real) {
    return Type.INT32;
  }

  @Override
  public boolean isDifferentiable(int input) {
    return false;
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    for (int i = 0; i < out[0].size(); i++) {
      long hash = 0;
      for (Tensor ids : in) {
        hash = (hash * FACTOR + ids.id(i) + 1) % MODULUS;
      }
      out[0].ints()[out[0].offset() + i] = (int) (hash % rows);
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {}

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Wire hash = successor(graph, in[0]);
    for (int i = 1; i < in.length; i++) {
      Wire shifted = graph.add("Mul", hash, graph.integer(FACTOR));
      Wire sum = graph.add("Add", shifted, successor(graph, in[i]));
      hash = graph.add("Mod", sum, graph.integer(MODULUS));
    }
    return new Wire[] {graph.add("Mod", hash, graph.integer(rows))};
  }

  private static Wire successor(GraphBuilder graph, Wire ids) {
    return graph.add("Add", ids, graph.integer(1));
  }
}
