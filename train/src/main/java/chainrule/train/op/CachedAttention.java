package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.AttentionShape;
import chainrule.train.kernel.Moves;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Causal attention that goes on where it left off. Queries `[batch, time, heads·size]`, keys and
/// values `[batch, time, keyHeads·size]` as in [Attention]; then the keys and values of before,
/// `[batch, keyHeads, past, size]`, and the positions, ids `[batch, time]` or `[time]`. Gives the
/// result, then keys and values to go on with, `[batch, keyHeads, past + time, size]`, and for
/// backward the logarithms of the softmax's denominators, as many as `[batch, heads, time]` has.
///
/// A query at position `p` sees itself and the `p` keys before it, or all if they are fewer. So
/// sequences of different lengths can be computed together: whatever stands before a sequence's own
/// beginning is not seen.
public record CachedAttention(int heads, int keyHeads) implements StandardOp {
  private static final int POSITIONS = 5;
  private static final int[] HEADS_FIRST = {0, 2, 1, 3}; // and back

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 6, 6);
    Attention whole = attention();
    Shape[] results = whole.shape(in[0], in[1], in[2]);
    Shapes.same(this, "the queries", in[0], 1, "the keys", in[1], 1);
    Shape[] present = new Shape[2];
    for (int i = 0; i < 2; i++) {
      String now = i == 0 ? "the keys" : "the values";
      String before = now + " before";
      Shape past = in[3 + i];
      Shapes.rank(this, before, past, 4);
      Shapes.same(this, now, in[1 + i], 0, before, past, 0);
      Dim size = Dim.of(in[1 + i].size(2) / keyHeads);
      Shape expected = past.with(1, keyHeads).with(3, size);
      Shapes.equal(this, before, past, "what they must be", expected);
      present[i] = past.with(2, past.dim(2).plus(in[1 + i].dim(1)));
    }
    Shapes.same(this, "the keys before", in[3], 2, "the values before", in[4], 2);
    if (!in[POSITIONS].equals(in[0].slice(1, 2))) {
      Shapes.equal(this, "the positions", in[POSITIONS], "the queries' places", in[0].slice(0, 2));
    }
    return new Shape[] {results[0], present[0], present[1], results[1]};
  }

  private Attention attention() {
    return new Attention(heads, keyHeads, 0, true, 0, 0);
  }

  /// Old and new, `[batch, past + time, width]`.
  private Tensor joined(Scratch scratch, Tensor past, Tensor now) {
    int batch = now.shape().size(0);
    int time = now.shape().size(1);
    int width = now.shape().size(2);
    int before = past.shape().size(2);
    int stride = (before + time) * width;
    Tensor joined = scratch.take(Shape.of(batch, before + time, width));
    int mark = scratch.mark();
    Tensor rows = scratch.take(Shape.of(batch, before, keyHeads, width / keyHeads));
    Moves moves = scratch.kernels().moves();
    Target target = Target.set(joined);
    moves.permute(past, HEADS_FIRST, Target.set(rows));
    moves.copyRows(batch, before * width, rows, 0, before * width, target, 0, stride);
    moves.copyRows(batch, time * width, now, 0, time * width, target, before * width, stride);
    scratch.giveBack(mark);
    return joined;
  }

  private Tensor split(Tensor joined) {
    Shape shape = joined.shape();
    return joined.view(Shape.of(shape.size(0), shape.size(1), keyHeads, shape.size(2) / keyHeads));
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    Tensor keys = joined(scratch, in[3], in[1]);
    Tensor values = joined(scratch, in[4], in[2]);
    Moves moves = scratch.kernels().moves();
    moves.permute(split(keys), HEADS_FIRST, Target.set(out[1]));
    moves.permute(split(values), HEADS_FIRST, Target.set(out[2]));
    for (Part part : parts(in)) {
      scratch
          .kernels()
          .attention()
          .forward(
              part.shape,
              part.queries(in[0]),
              part.keys(keys),
              part.keys(values),
              Tensor.NONE,
              Tensor.NONE,
              part.queries(out[0]),
              part.logarithms(out[3]));
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Tensor keys = joined(scratch, in[3], in[1]);
    Tensor values = joined(scratch, in[4], in[2]);
    Tensor dQueries = scratch.zeros(in[0].shape());
    Tensor dKeys = scratch.zeros(keys.shape());
    Tensor dValues = scratch.zeros(values.shape());
    for (Part part : parts(in)) {
      if (!dOut[0].isGiven()) {
        break;
      }
      scratch
          .kernels()
          .attention()
          .backward(
              part.shape,
              part.queries(in[0]),
              part.keys(keys),
              part.keys(values),
              Tensor.NONE,
              Tensor.NONE,
              part.queries(out[0]),
              part.logarithms(out[3]),
              part.queries(dOut[0]),
              Target.add(part.queries(dQueries)),
              Target.add(part.keys(dKeys)),
              Target.add(part.keys(dValues)));
    }
    if (dIn[0].isWanted()) {
      scratch.kernels().elementwise().scale(1, dQueries, dIn[0]);
    }
    part(scratch, dKeys, dOut[1], dIn[3], dIn[1]);
    part(scratch, dValues, dOut[2], dIn[4], dIn[2]);
  }

  /// Takes the gradient of what [#joined] has put together apart.
  private void part(Scratch scratch, Tensor dJoined, Tensor dPresent, Target dPast, Target dNow) {
    Moves moves = scratch.kernels().moves();
    if (dPresent.isGiven()) {
      moves.permute(dPresent, HEADS_FIRST, Target.add(split(dJoined)));
    }
    int batch = dJoined.shape().size(0);
    int width = dJoined.shape().size(2);
    int stride = dJoined.shape().size(1) * width;
    if (dNow.isWanted()) {
      int rows = dNow.tensor().shape().size(1) * width;
      moves.copyRows(batch, rows, dJoined, stride - rows, stride, dNow, 0, rows);
    }
    if (dPast.isWanted()) {
      Shape past = dPast.tensor().shape();
      int mark = scratch.mark();
      Tensor dRows = scratch.take(Shape.of(past.size(0), past.size(2), past.size(1), past.size(3)));
      int rows = past.size(2) * width;
      moves.copyRows(batch, rows, dJoined, 0, stride, Target.set(dRows), 0, rows);
      moves.permute(dRows, HEADS_FIRST, dPast);
      scratch.giveBack(mark);
    }
  }

  /// Some queries and the keys that they see.
  ///
  /// @param query the first row of queries, those of all sequences counted
  /// @param key the first row of keys
  private record Part(AttentionShape shape, int query, int key) {
    Tensor queries(Tensor all) {
      return rows(all, query, shape.queries());
    }

    Tensor keys(Tensor all) {
      return rows(all, key, shape.keys());
    }

    Tensor logarithms(Tensor all) {
      Shape numbers = Shape.of(shape.batch(), shape.heads(), shape.queries());
      return all.part(query * shape.heads(), numbers);
    }

    private Tensor rows(Tensor all, int first, int count) {
      int width = all.shape().size(2);
      return all.part(first * width, Shape.of(shape.batch(), count, width));
    }
  }

  /// Everything at once if every query sees all before it; else query by query.
  private List<Part> parts(Tensor[] in) {
    int batch = in[0].shape().size(0);
    int time = in[0].shape().size(1);
    int past = in[3].shape().size(2);
    Tensor positions = in[POSITIONS];
    boolean seesAll = true;
    List<Part> parts = new ArrayList<>();
    for (int row = 0; row < batch * time; row++) {
      int i = row % time;
      int position = positions.id(row % positions.size());
      int seen = Math.min(position, past + i) + 1;
      seesAll &= seen == past + i + 1;
      int first = row / time * (past + time) + past + i + 1 - seen;
      parts.add(new Part(sizes(in, 1, 1, seen), row, first));
    }
    return seesAll ? List.of(new Part(sizes(in, batch, time, past + time), 0, 0)) : parts;
  }

  private AttentionShape sizes(Tensor[] in, int batch, int queries, int keys) {
    int size = in[0].shape().size(2) / heads;
    int valueSize = in[2].shape().size(2) / keyHeads;
    double scale = 1 / Math.sqrt(size);
    return new AttentionShape(
        batch, heads, keyHeads, queries, keys, size, valueSize, scale, true, 0, 0);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result < 3;
  }

  @Override
  public boolean isDifferentiable(int input) {
    return input < POSITIONS;
  }

  @Override
  public boolean readsResult(int result) {
    return result == 0 || result == 3;
  }

  @Override
  public long scratch(Shape... in) {
    long keys = (long) in[1].elements() + in[3].elements();
    long values = (long) in[2].elements() + in[4].elements();
    long past = Math.max(in[3].elements(), in[4].elements());
    return in[0].elements() + 2 * (keys + values) + past;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Wire mask =
        graph.once(
            "mask of %s after %s".formatted(in[POSITIONS].name(), graph.shape(in[3]).dim(2)),
            () -> mask(graph, in[0], in[3], in[POSITIONS]));
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("q_num_heads", Attribute.of(heads));
    attributes.put("kv_num_heads", Attribute.of(keyHeads));
    return graph.add("Attention", attributes, 3, in[0], in[1], in[2], mask, in[3], in[4]);
  }

  /// Which keys a query sees, `[batch, 1, time, past + time]`: key `j` if `past + i - position <= j
  /// <= past + i`. It is written out because runtimes differ in what a causal attention with a past
  /// is. All layers share it.
  private static Wire mask(GraphBuilder graph, Wire queries, Wire past, Wire positions) {
    Wire before = graph.size(past, 2);
    Wire all = graph.add("Add", before, graph.size(queries, 1));
    Wire one = graph.integer(1);
    Wire keys = graph.add("Range", graph.integer(0), all, one); // [past + time]
    Wire own = graph.add("Range", before, all, one); // [time]
    Wire first = graph.add("Sub", own, positions); // [batch, time] or [time]
    Wire ownRows = graph.add("Unsqueeze", own, graph.integers(1));
    boolean isBatched = graph.shape(positions).rank() == 2;
    Wire firstRows =
        graph.add("Unsqueeze", first, isBatched ? graph.integers(1, 3) : graph.integers(1));
    Wire isBefore = graph.add("LessOrEqual", keys, ownRows);
    Wire isOwn = graph.add("GreaterOrEqual", keys, firstRows);
    return graph.addNamed("attention_mask", "And", isBefore, isOwn);
  }
}
