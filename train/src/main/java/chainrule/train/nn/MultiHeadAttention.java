package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Attention;
import chainrule.train.op.CachedAttention;
import chainrule.train.op.Reshape;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Attention of a sequence to itself, or to another, with several heads.
public final class MultiHeadAttention {
  private final AttentionSpec spec;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final Optional<Layer> queryNorm;
  private final Optional<Layer> keyNorm;
  private final Attention training;
  private final Attention evaluation;
  private final CachedAttention cached;

  /// @param in how the matrices of queries, keys and values begin
  /// @param back how the matrix of the result begins
  public MultiHeadAttention(Scope scope, AttentionSpec spec, Init in, Init back) {
    this.spec = spec;
    int keyWidth = spec.keyHeads() * spec.headSize();
    this.query = new Linear(scope.in("query"), spec.width(), spec.width(), in, spec.biased());
    this.key = new Linear(scope.in("key"), spec.width(), keyWidth, in, spec.biased());
    this.value = new Linear(scope.in("value"), spec.width(), keyWidth, in, spec.biased());
    this.out = new Linear(scope.in("out"), spec.width(), spec.width(), back, spec.biased());
    this.queryNorm =
        spec.queryNorm().map(norm -> norm.make(scope.in("query_norm"), spec.headSize()));
    this.keyNorm = spec.queryNorm().map(norm -> norm.make(scope.in("key_norm"), spec.headSize()));
    int site = scope.nextSite();
    this.training = op(spec.dropout(), site);
    this.evaluation = op(0, site);
    this.cached = new CachedAttention(spec.heads(), spec.keyHeads());
  }

  private Attention op(double dropout, int site) {
    return new Attention(spec.heads(), spec.keyHeads(), 0, spec.causal(), dropout, site);
  }

  /// Attention of `x` to itself and to what came before. Without a state none is made: training has
  /// no use for it.
  ///
  /// @param x `[batch, time, width]`
  /// @param state keys and values so far
  public Value apply(Execution execution, Value x, Context context, State state) {
    Value q = position(execution, query.apply(execution, x), spec.heads(), queryNorm, context);
    Value k = position(execution, key.apply(execution, x), spec.keyHeads(), keyNorm, context);
    Value v = value.apply(execution, x);
    return state.isGiven()
        ? out.apply(execution, goOn(execution, q, k, v, context, state))
        : attend(execution, q, k, v, context.segments(), context.segments());
  }

  private Value goOn(Execution execution, Value q, Value k, Value v, Context context, State state) {
    if (!spec.causal() || context.segments().isPresent()) {
      throw new IllegalStateException("only causal attention without segments has a past");
    }
    Value keys = state.next();
    Value values = state.next();
    Value[] seen = execution.apply(cached, q, k, v, keys, values, context.positions());
    state.put(seen[1]);
    state.put(seen[2]);
    return seen[0];
  }

  /// Attention of `x` to another sequence (an encoder's), whose positions are not rotated.
  public Value apply(
      Execution execution,
      Value x,
      Value other,
      Optional<Value> segments,
      Optional<Value> otherSegments) {
    Value q = query.apply(execution, x);
    Value k = key.apply(execution, other);
    Value v = value.apply(execution, other);
    return attend(execution, q, k, v, segments, otherSegments);
  }

  /// Norm and rotation of each head.
  private Value position(
      Execution execution, Value x, int heads, Optional<Layer> norm, Context context) {
    Value y = x;
    if (norm.isPresent()) {
      Value split = execution.one(Reshape.to(0, 0, heads, spec.headSize()), y);
      Value normal = norm.get().apply(execution, split);
      y = execution.one(Reshape.to(0, 0, heads * spec.headSize()), normal);
    }
    return spec.rotary().isPresent() ? spec.rotary().get().rotate(execution, heads, y, context) : y;
  }

  private Value attend(
      Execution execution,
      Value q,
      Value k,
      Value v,
      Optional<Value> segments,
      Optional<Value> otherSegments) {
    boolean drops = spec.dropout() > 0 && execution.isTraining();
    List<Value> in = new ArrayList<>(List.of(q, k, v));
    if (drops) {
      in.add(execution.randomKey());
    }
    segments.ifPresent(in::add);
    otherSegments.ifPresent(in::add);
    Value seen = execution.one(drops ? training : evaluation, in.toArray(Value[]::new));
    return out.apply(execution, seen);
  }

  /// What it keeps in a [State].
  ///
  /// @param layer its number, for the names
  List<Slot> state(int layer) {
    Shape shape = Shape.of(Slot.BATCH, Dim.of(spec.keyHeads()), Slot.PAST, Dim.of(spec.headSize()));
    return List.of(
        new Slot("past_key_values." + layer + ".key", "present." + layer + ".key", shape),
        new Slot("past_key_values." + layer + ".value", "present." + layer + ".value", shape));
  }
}
