package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.AttentionShape;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Scaled dot-product attention of queries `[batch, queries, heads·size]` to keys `[batch, keys,
/// keyHeads·size]` and values `[batch, keys, keyHeads·valueSize]`. More inputs: the key of the
/// step's random numbers where there is dropout, then the segments of queries and keys, ids
/// `[batch, queries]` and `[batch, keys]`, where only equal segments see each other. Also gives the
/// logarithms of the softmax's denominators, `[batch, heads, queries]`, for backward.
///
/// @param keyHeads a divisor of `heads`; fewer than `heads` is grouped-query attention
/// @param scale of the scores; 0 means 1/√size
/// @param causal whether a query sees only what stands before it; the last query sees all keys
/// @param dropout share of the probabilities that are dropped
/// @param site tells the dropouts of one model apart
public record Attention(
    int heads, int keyHeads, double scale, boolean causal, double dropout, int site)
    implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    int first = firstSegments();
    if (in.length != first && in.length != first + 2) {
      throw Shapes.error(this, "%d inputs, not %d or %d".formatted(in.length, first, first + 2));
    }
    if (heads < 1 || keyHeads < 1 || heads % keyHeads != 0) {
      throw Shapes.error(
          this, "%d key heads do not divide %d query heads".formatted(keyHeads, heads));
    }
    if (!(scale >= 0)) {
      throw Shapes.error(this, "the scale of the scores is %s, not 0 or more".formatted(scale));
    }
    for (int i = 0; i < 3; i++) {
      Shapes.rank(this, NAMES[i], in[i], 3);
      Shapes.same(this, NAMES[0], in[0], 0, NAMES[i], in[i], 0);
      int count = i == 0 ? heads : keyHeads;
      if (in[i].size(2) % count != 0) {
        throw Shapes.error(
            this,
            "%s %s have %d in dimension 2, which %d heads do not divide"
                .formatted(NAMES[i], in[i], in[i].size(2), count));
      }
    }
    Shapes.same(this, NAMES[1], in[1], 1, NAMES[2], in[2], 1);
    if (in[0].size(2) / heads != in[1].size(2) / keyHeads) {
      throw Shapes.error(
          this,
          "heads of the queries %s have %d numbers, those of the keys %s have %d"
              .formatted(in[0], in[0].size(2) / heads, in[1], in[1].size(2) / keyHeads));
    }
    for (int i = first; i < in.length; i++) {
      Shapes.equal(this, "segments", in[i], NAMES[i - first], in[i - first].slice(0, 2));
    }
    Shape result = in[0].with(2, in[2].size(2) / keyHeads * heads);
    Shape logarithms = in[0].slice(0, 1).then(Shape.of(heads)).then(in[0].slice(1, 2));
    return new Shape[] {result, logarithms};
  }

  private static final String[] NAMES = {"the queries", "the keys", "the values"};

  private int firstSegments() {
    return dropout > 0 ? 4 : 3;
  }

  private AttentionShape sizes(Tensor[] in) {
    int headSize = in[0].shape().size(2) / heads;
    return new AttentionShape(
        in[0].shape().size(0),
        heads,
        keyHeads,
        in[0].shape().size(1),
        in[1].shape().size(1),
        headSize,
        in[2].shape().size(2) / keyHeads,
        scale == 0 ? 1 / Math.sqrt(headSize) : scale,
        causal,
        dropout,
        dropout > 0 ? Dropout.key(in[3], site) : 0);
  }

  private Tensor segments(Tensor[] in, int which) {
    int first = firstSegments();
    return in.length > first ? in[first + which] : Tensor.NONE;
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    scratch
        .kernels()
        .attention()
        .forward(sizes(in), in[0], in[1], in[2], segments(in, 0), segments(in, 1), out[0], out[1]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    scratch
        .kernels()
        .attention()
        .backward(
            sizes(in),
            in[0],
            in[1],
            in[2],
            segments(in, 0),
            segments(in, 1),
            out[0],
            out[1],
            dOut[0],
            dIn[0],
            dIn[1],
            dIn[2]);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result == 0;
  }

  @Override
  public boolean isDifferentiable(int input) {
    return input < 3;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Shape queries = graph.shape(in[0]);
    Shape keys = graph.shape(in[1]);
    boolean square = queries.dim(1).equals(keys.dim(1));
    Wire mask = Wire.NONE;
    if (causal && !square) {
      mask = causalMask(graph, in[0], in[1]);
    }
    if (in.length > firstSegments()) {
      Wire left = graph.add("Unsqueeze", in[firstSegments()], graph.integers(1, 3));
      Wire right = graph.add("Unsqueeze", in[firstSegments() + 1], graph.integers(1, 2));
      Wire same = graph.add("Equal", left, right);
      mask = mask.isGiven() ? graph.add("And", mask, same) : same;
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("q_num_heads", Attribute.of(heads));
    attributes.put("kv_num_heads", Attribute.of(keyHeads));
    attributes.put("is_causal", Attribute.of(causal && square ? 1 : 0));
    if (scale != 0) {
      attributes.put("scale", Attribute.of(scale));
    }
    Wire result =
        mask.isGiven()
            ? graph.add("Attention", attributes, in[0], in[1], in[2], mask)
            : graph.add("Attention", attributes, in[0], in[1], in[2]);
    return new Wire[] {result};
  }

  /// With more keys than queries, what `is_causal` means differs between providers.
  private static Wire causalMask(GraphBuilder graph, Wire queries, Wire keys) {
    Wire queryCount = graph.size(queries, 1);
    Wire keyCount = graph.size(keys, 1);
    Wire zero = graph.integer(0);
    Wire one = graph.integer(1);
    Wire before = graph.add("Sub", keyCount, queryCount);
    Wire last = graph.add("Add", graph.add("Range", zero, queryCount, one), before);
    return graph.add(
        "LessOrEqual",
        graph.add("Unsqueeze", graph.add("Range", zero, keyCount, one), graph.integers(0)),
        graph.add("Unsqueeze", last, graph.integers(1)));
  }
}
