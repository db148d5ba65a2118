package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;

/// Attention, shared out by sequence and key head; [AttentionHead] does the work of one. Also the
/// rotation of queries and keys.
final class VectorAttention implements Attention {
  private final Parallel parallel;
  private final AttentionHead[] heads;

  VectorAttention(Parallel parallel) {
    this.parallel = parallel;
    this.heads = new AttentionHead[parallel.threads()];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = new AttentionHead();
    }
  }

  @Override
  public void forward(
      AttentionShape shape,
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor querySegments,
      Tensor keySegments,
      Tensor result,
      Tensor logSumExp) {
    AttentionCall call =
        new AttentionCall(shape, q, k, v, querySegments, keySegments, result, logSumExp);
    share(shape, (head, sequence, keyHead) -> head.forward(call, sequence, keyHead));
  }

  @Override
  public void backward(
      AttentionShape shape,
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor querySegments,
      Tensor keySegments,
      Tensor result,
      Tensor logSumExp,
      Tensor dResult,
      Target dq,
      Target dk,
      Target dv) {
    AttentionCall call =
        new AttentionCall(shape, q, k, v, querySegments, keySegments, result, logSumExp);
    share(
        shape,
        (head, sequence, keyHead) -> head.backward(call, sequence, keyHead, dResult, dq, dk, dv));
  }

  private interface Work {
    void run(AttentionHead head, int sequence, int keyHead);
  }

  /// Whoever is free takes the next head; none touches what another writes.
  private void share(AttentionShape shape, Work work) {
    int tasks = shape.batch() * shape.keyHeads();
    AtomicInteger next = new AtomicInteger();
    parallel.run(
        Math.min(heads.length, tasks),
        share -> {
          for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
            work.run(heads[share], task / shape.keyHeads(), task % shape.keyHeads());
          }
        });
  }

  @Override
  public void rotate(
      boolean inverse,
      int batch,
      int time,
      int heads,
      int half,
      Tensor x,
      Tensor cos,
      Tensor sin,
      Tensor positions,
      Target y) {
    Spans.run(
        parallel,
        batch * time,
        2L * heads * half,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int angles = positions.id(row % positions.size()) * half;
            for (int head = 0; head < heads; head++) {
              int at = (row * heads + head) * 2 * half;
              rotateHead(inverse, half, x, at, cos, sin, angles, y);
            }
          }
        });
  }

  private static void rotateHead(
      boolean inverse, int half, Tensor x, int at, Tensor cos, Tensor sin, int angles, Target y) {
    float[] from = x.floats();
    float[] to = y.tensor().floats();
    float[] cosines = cos.floats();
    float[] sines = sin.floats();
    int fromAt = x.offset() + at;
    int toAt = y.tensor().offset() + at;
    int i = 0;
    for (; i <= half - COUNT; i += COUNT) {
      FloatVector first = load(from, fromAt + i);
      FloatVector second = load(from, fromAt + half + i);
      FloatVector c = load(cosines, cos.offset() + angles + i);
      FloatVector s = load(sines, sin.offset() + angles + i);
      FloatVector turn = inverse ? s.neg() : s;
      put(y.adds(), first.mul(c).sub(second.mul(turn)), to, toAt + i);
      put(y.adds(), second.mul(c).add(first.mul(turn)), to, toAt + half + i);
    }
    for (; i < half; i++) {
      float first = from[fromAt + i];
      float second = from[fromAt + half + i];
      float c = cosines[cos.offset() + angles + i];
      float s = sines[sin.offset() + angles + i];
      float turn = inverse ? -s : s;
      float left = first * c - second * turn;
      float right = second * c + first * turn;
      to[toAt + i] = y.adds() ? to[toAt + i] + left : left;
      to[toAt + half + i] = y.adds() ? to[toAt + half + i] + right : right;
    }
  }
}
