package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sums of products in Einstein's notation, `"bqd,bkd->bqk"`: a letter for each dimension of each
/// input, and what is not behind the arrow is summed over. Any number of inputs; a letter may stand
/// twice in one input (a diagonal). The gradient of an input is an einsum, too: of the result's
/// gradient and the other inputs.
public record Einsum(String pattern) implements StandardOp {
  public Einsum {
    if (!pattern.matches("[a-zA-Z]*(,[a-zA-Z]*)*->[a-zA-Z]*")) {
      throw new IllegalArgumentException("an einsum looks like ab,bc->ac, not like " + pattern);
    }
  }

  private String result() {
    return pattern.substring(pattern.indexOf('>') + 1);
  }

  private String[] operands() {
    return pattern.substring(0, pattern.indexOf('-')).split(",", -1);
  }

  @Override
  public String name() {
    return "Einsum " + pattern;
  }

  @Override
  public Shape[] shape(Shape... in) {
    String[] operands = operands();
    Shapes.inputs(this, in, operands.length, operands.length);
    Map<Character, Dim> sizes = new LinkedHashMap<>();
    for (int i = 0; i < in.length; i++) {
      Shapes.rank(this, "input " + i, in[i], operands[i].length());
      for (int axis = 0; axis < in[i].rank(); axis++) {
        Dim dim = in[i].dim(axis);
        Dim known = sizes.putIfAbsent(operands[i].charAt(axis), dim);
        if (known != null && !known.equals(dim)) {
          throw Shapes.error(
              this,
              "input %d %s has %s in dimension %d, but '%s' is %s elsewhere"
                  .formatted(i, in[i], dim, axis, operands[i].charAt(axis), known));
        }
      }
    }
    String result = result();
    Dim[] dims = new Dim[result.length()];
    for (int axis = 0; axis < dims.length; axis++) {
      char letter = result.charAt(axis);
      if (!sizes.containsKey(letter) || result.indexOf(letter) != axis) {
        throw Shapes.error(
            this, "'%s' in the result must stand in an input, and once".formatted(letter));
      }
      dims[axis] = sizes.get(letter);
    }
    return new Shape[] {Shape.of(dims)};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    List<Labelled> terms = new ArrayList<>();
    String[] operands = operands();
    for (int i = 0; i < in.length; i++) {
      terms.add(new Labelled(operands[i], in[i]));
    }
    Contraction.of(scratch, terms, result(), Target.set(out[0]));
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    String[] operands = operands();
    for (int i = 0; i < in.length; i++) {
      if (!dIn[i].isWanted()) {
        continue;
      }
      List<Labelled> terms = new ArrayList<>();
      terms.add(new Labelled(result(), dOut[0]));
      for (int j = 0; j < in.length; j++) {
        if (j != i) {
          terms.add(new Labelled(operands[j], in[j]));
        }
      }
      int mark = scratch.mark();
      Contraction.of(scratch, terms, operands[i], dIn[i]);
      scratch.giveBack(mark);
    }
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public long scratch(Shape... in) {
    String[] operands = operands();
    Map<Character, Long> sizes = new LinkedHashMap<>();
    for (int i = 0; i < in.length; i++) {
      for (int axis = 0; axis < in[i].rank(); axis++) {
        sizes.put(operands[i].charAt(axis), (long) in[i].size(axis));
      }
    }
    List<String> forward = Arrays.asList(operands);
    long most = Contraction.scratch(forward, result(), sizes);
    for (int i = 0; i < operands.length; i++) {
      List<String> terms = new ArrayList<>(forward);
      terms.remove(i);
      terms.addFirst(result());
      most = Math.max(most, Contraction.scratch(terms, operands[i], sizes));
    }
    return most;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {graph.add("Einsum", Map.of("equation", Attribute.of(pattern)), in)};
  }
}
