package chainrule.train.op;

import chainrule.train.kernel.Binary;
import chainrule.train.kernel.Unary;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sample inputs for every op, in double precision: awkward sizes, every attribute, every choice of
/// optional inputs.
public final class OpSamples {
  public record Sample(StandardOp op, List<Tensor> in) {
    @Override
    public String toString() {
      return op + " " + in.stream().map(Tensor::shape).toList();
    }
  }

  private final List<Sample> samples = new ArrayList<>();
  private final Rng rng = new Rng(7);

  public static List<Sample> all() {
    OpSamples all = new OpSamples();
    all.elementwise();
    all.shapes();
    all.products();
    all.norms();
    all.attention();
    all.recurrent();
    all.lookups();
    return all.samples;
  }

  private void add(StandardOp op, Tensor... in) {
    samples.add(new Sample(op, List.of(in)));
  }

  private Tensor real(int... sizes) {
    Tensor tensor = Tensor.zeros(Type.FLOAT64, Shape.of(sizes));
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, rng.nextGaussian());
    }
    return tensor;
  }

  /// Away from 0, where some functions have none or another derivative.
  private Tensor positive(int... sizes) {
    Tensor tensor = real(sizes);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, 0.2 + Math.abs(tensor.get(i)));
    }
    return tensor;
  }

  private Tensor apartFromZero(int... sizes) {
    Tensor tensor = positive(sizes);
    for (int i = 0; i < tensor.size(); i += 2) {
      tensor.set(i, -tensor.get(i));
    }
    return tensor;
  }

  private Tensor ids(int bound, int... sizes) {
    Tensor tensor = Tensor.zeros(Type.INT32, Shape.of(sizes));
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, rng.nextInt(bound));
    }
    return tensor;
  }

  private static Tensor given(Shape shape, int... ids) {
    return Tensor.of(shape, ids);
  }

  private Tensor key() {
    return ids(1_000_000, 2);
  }

  private void elementwise() {
    for (Unary f : Unary.values()) {
      boolean isPositive = f == Unary.SQRT || f == Unary.LOG;
      add(new Activation(f), isPositive ? positive(3, 7) : apartFromZero(3, 7));
    }
    add(new Activation(Unary.GELU), apartFromZero(1));
    for (Unary f : List.of(Unary.SILU, Unary.GELU, Unary.SIGMOID, Unary.RELU)) {
      add(new Gate(f), apartFromZero(2, 5), real(2, 5));
    }
    for (Binary f : Binary.values()) {
      add(new Arithmetic(f), real(3, 5), apartFromZero(3, 5));
      add(new Arithmetic(f), real(2, 3, 5), apartFromZero(5));
      add(new Arithmetic(f), real(2, 3, 5), apartFromZero(3, 1));
      add(new Arithmetic(f), real(3, 1), apartFromZero(2, 1, 5));
      add(new Arithmetic(f), real(4), apartFromZero());
      add(new Arithmetic(f), real(), apartFromZero(2, 2));
      add(new Arithmetic(f), real(1, 1), apartFromZero(1, 1));
    }
    add(new Scale(-1.5), real(3, 3));
    add(new Dropout(0.4, 3), real(6, 9), key());
    add(new Dropout(0, 3), real(4), key());
    add(new StopGradient(), real(3));
  }

  private void shapes() {
    add(Reshape.to(6, 2), real(3, 4));
    add(Reshape.to(0, 2, -1), real(3, 8));
    add(Reshape.to(0, 0, 6), real(2, 1, 3, 2));
    add(Transpose.to(1, 0), real(3, 5));
    add(Transpose.to(0, 2, 1, 3), real(2, 3, 4, 2));
    add(Transpose.to(2, 0, 1), real(2, 3, 4));
    add(Transpose.to(-1, 0), real(3, 5));
    add(new Concat(1), real(2, 3), real(2, 1), real(2, 4));
    add(new Concat(0), real(2, 3), real(1, 3));
    add(new Concat(-1), real(2, 3, 1), real(2, 3, 2));
    add(new Slice(1, 1, 2), real(2, 4, 3));
    add(new Slice(1, -1, 1), real(2, 4, 3));
    add(new Slice(0, 0, 2), real(3, 2));
    add(new PickRow(), real(3, 4, 2), given(Shape.of(3), 3, 0, 2));
    add(Reduce.sum(), real(3, 4));
    add(Reduce.sum(1), real(3, 4, 2));
    add(Reduce.sum(0, 2), real(3, 4, 2));
    add(Reduce.sum(0, 2, 4, 6), real(1, 4, 1, 4, 1, 4, 1));
    add(Reduce.sum(0, 2, 3, 5), real(2, 3, 2, 1, 3, 2));
    add(Reduce.mean(-1), real(3, 4));
    add(Reduce.mean(0), real(7, 3));
    add(new Reduce(true, List.of(0, 2), true), real(2, 3, 2, 2));
    add(new Max(1), real(3, 5, 2));
    add(new Max(-1), real(9));
    add(new Softmax(-1, false), real(3, 7));
    add(new Softmax(1, true), real(2, 5, 3));
    add(Softmax.along("bhq", 'h'), real(2, 3, 4));
  }

  private void products() {
    add(new Gemm(false), real(3, 5), real(5, 4));
    add(new Gemm(false), real(2, 3, 5), real(5, 17), real(17));
    add(new Gemm(true), real(2, 3, 5), real(7, 5));
    add(new Gemm(true), real(1, 1), real(1, 1), real(1));
    add(new Gemm(false), real(33, 19), real(19, 65), real(65));
    add(new Einsum("ab,bc->ac"), real(3, 4), real(4, 2));
    add(new Einsum("ab,cb->ca"), real(3, 4), real(2, 4));
    add(new Einsum("bqhd,bkhd->bhqk"), real(2, 3, 2, 4), real(2, 5, 2, 4));
    add(new Einsum("bhqk,bkhd->bqhd"), real(2, 2, 3, 5), real(2, 5, 2, 4));
    add(new Einsum("ab,bc,cd->ad"), real(2, 3), real(3, 4), real(4, 2));
    add(new Einsum("ab,a,bc->c"), real(2, 3), real(2), real(3, 4));
    add(new Einsum("ab->ba"), real(2, 3));
    add(new Einsum("abc->b"), real(2, 3, 4));
    add(new Einsum("a,b->ab"), real(2), real(3));
    add(new Einsum("a,a->"), real(5), real(5));
    add(new Einsum("ii->i"), real(3, 3));
    add(new Einsum("ii,ij->j"), real(3, 3), real(3, 2));
    add(new Einsum("ab,ac->c"), real(3, 2), real(3, 4));
  }

  private void norms() {
    add(new LayerNormalization(1e-5), real(3, 7), real(7), real(7));
    add(new LayerNormalization(1e-5), real(2, 3, 4), real(4));
    add(new LayerNormalization(0.1), real(3, 9));
    add(new RmsNormalization(1e-6), real(2, 3, 5), real(5));
    add(new RmsNormalization(1e-6), real(3, 17));
    add(new CrossEntropy(0), real(5, 7), ids(7, 5));
    add(new CrossEntropy(0.1), real(2, 3, 6), given(Shape.of(2, 3), 0, 5, -1, 3, 2, -1));
    add(new CrossEntropy(0), real(2, 33), ids(33, 2));
    add(new LinearCrossEntropy(false, 0), real(5, 3), real(3, 7), ids(7, 5), real(7));
    add(new LinearCrossEntropy(true, 0), real(2, 3, 5), real(17, 5), ids(17, 2, 3));
    add(new LinearCrossEntropy(false, 0), real(2, 2), real(2, 259), ids(259, 2), real(259));
    Tensor some = given(Shape.of(2, 3), 0, 5, -1, 3, 2, -1);
    add(new LinearCrossEntropy(false, 0.1), real(2, 3, 4), real(4, 6), some);
    add(new LinearCrossEntropy(true, 0.2), real(2, 3, 4), real(6, 4), some, real(6));
  }

  private void attention() {
    add(new Attention(2, 2, 0, true, 0, 0), real(2, 5, 6), real(2, 5, 6), real(2, 5, 6));
    add(new Attention(4, 2, 0.3, true, 0, 0), real(1, 3, 12), real(1, 7, 6), real(1, 7, 4));
    add(new Attention(1, 1, 0, false, 0, 0), real(2, 3, 4), real(2, 6, 4), real(2, 6, 5));
    add(new Attention(2, 1, 0, true, 0.3, 5), real(2, 4, 4), real(2, 4, 2), real(2, 4, 2), key());
    Tensor documents = given(Shape.of(2, 4), 0, 0, 1, 1, 2, 3, 3, 3);
    add(
        new Attention(2, 2, 0, true, 0, 0),
        real(2, 4, 4),
        real(2, 4, 4),
        real(2, 4, 4),
        documents,
        documents);
    Tensor padded = given(Shape.of(1, 3), 1, 1, 0);
    Tensor unseen = given(Shape.of(1, 2), 1, 7);
    add(
        new Attention(1, 1, 0, false, 0.2, 1),
        real(1, 2, 3),
        real(1, 3, 3),
        real(1, 3, 3),
        key(),
        unseen,
        padded);
    cachedAttention();
    add(new RotaryEmbedding(2), real(2, 3, 8), real(5, 2), real(5, 2), ids(5, 2, 3));
    add(new RotaryEmbedding(1), real(2, 3, 2), real(4, 1), real(4, 1), ids(4, 3));
  }

  private void cachedAttention() {
    CachedAttention grouped = new CachedAttention(4, 2);
    for (int past : List.of(0, 3)) {
      for (int time : List.of(1, 3)) {
        Tensor positions = Tensor.zeros(Type.INT32, Shape.of(time));
        for (int i = 0; i < time; i++) {
          positions.set(i, past + i);
        }
        add(
            grouped,
            real(2, time, 12),
            real(2, time, 6),
            real(2, time, 4),
            real(2, 2, past, 3),
            real(2, 2, past, 2),
            positions);
      }
    }
    // The second sequence begins one place after the first.
    Tensor ragged = given(Shape.of(2, 2), 3, 4, 2, 3);
    add(
        new CachedAttention(2, 2),
        real(2, 2, 6),
        real(2, 2, 6),
        real(2, 2, 6),
        real(2, 2, 3, 3),
        real(2, 2, 3, 3),
        ragged);
  }

  private void recurrent() {
    for (int gates : List.of(1, 3, 4)) {
      for (boolean embedded : List.of(false, true)) {
        for (boolean hasState : List.of(false, true)) {
          recurrent(gates, embedded, hasState, 3, 4, 5);
        }
      }
      recurrent(gates, false, true, 1, 1, 3);
    }
    add(new Rnn(Unary.RELU, false), real(2, 3, 4), real(5, 4), real(5, 5), real(10));
  }

  private void recurrent(
      int gates, boolean embedded, boolean hasState, int batch, int time, int hidden) {
    int size = 3;
    List<Tensor> in = new ArrayList<>();
    if (embedded) {
      in.add(ids(6, batch, time));
    }
    in.add(embedded ? real(6, size) : real(batch, time, size));
    in.add(real(gates * hidden, size));
    in.add(real(gates * hidden, hidden));
    in.add(real(2 * gates * hidden));
    for (int i = 0; hasState && i < (gates == 4 ? 2 : 1); i++) {
      in.add(real(batch, hidden));
    }
    StandardOp op =
        switch (gates) {
          case 1 -> new Rnn(Unary.TANH, embedded);
          case 3 -> new Gru(embedded);
          default -> new Lstm(embedded);
        };
    samples.add(new Sample(op, in));
  }

  private void lookups() {
    add(new Gather(), real(5, 3), given(Shape.of(2, 4), 0, 4, 1, 1, 4, 4, 2, 0));
    add(new Gather(), real(2, 1), given(Shape.of(1), 1));
    Tensor ids = ids(9, 2, 5);
    add(new PreviousIds(1, 9), ids);
    add(new PreviousIds(3, 9), ids, ids(9, 2, 2));
    add(new PreviousIds(7, 9), ids);
    add(new PreviousIds(2, 9), ids, ids(9, 2, 4));
    add(new HashedContext(4), ids, ids(9, 2, 5));
    add(new HashedContext(1000), ids, ids(9, 2, 5), ids(9, 2, 5), ids(9, 2, 5));
  }

  /// The same sample with its real numbers in another type.
  public static List<Tensor> as(Type type, List<Tensor> in) {
    return Arrays.asList(
        in.stream().map(t -> t.type().isReal() ? t.as(type) : t).toArray(Tensor[]::new));
  }
}
