package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/// Attention, shared out by sequence, or by key head where there are few; [AttentionHead] does the
/// work of one head. Also the rotation of queries and keys.
final class VectorAttention implements Attention {
  /// Sequences for each thread from which on it takes whole ones.
  private static final int MANY = 4;

  /// Numbers of a sequence that caches hold until they are used.
  private static final int NEAR = 1 << 20;

  private final Parallel parallel;
  private final AttentionHead[] workers;

  VectorAttention(Parallel parallel) {
    this.parallel = parallel;
    this.workers = new AttentionHead[parallel.threads()];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new AttentionHead();
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
    share(
        shape, (head, sequence, keyHead) -> head.forward(call, sequence, keyHead), q, k, v, result);
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
        (head, sequence, keyHead) -> head.backward(call, sequence, keyHead, dResult, dq, dk, dv),
        q,
        k,
        v,
        result,
        dResult,
        dq.tensor(),
        dk.tensor(),
        dv.tensor());
  }

  private interface Work {
    void run(AttentionHead head, int sequence, int keyHead);
  }

  /// Whoever is free takes the next sequence, or where there are few the next head; none touches
  /// what another writes.
  ///
  /// @param tensors that are read or written, of all sequences
  private void share(AttentionShape shape, Work work, Tensor... tensors) {
    boolean whole = shape.batch() >= MANY * workers.length;
    int heads = whole ? shape.keyHeads() : 1; // at a time
    int tasks = shape.batch() * shape.keyHeads() / heads;
    long numbers = Stream.of(tensors).filter(Tensor::isGiven).mapToLong(Tensor::size).sum();
    boolean fetches = whole && numbers / shape.batch() <= NEAR;
    AtomicInteger next = new AtomicInteger();
    parallel.run(
        Math.min(workers.length, tasks),
        share -> {
          AttentionHead worker = workers[share];
          for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
            int sequence = task * heads / shape.keyHeads();
            if (fetches) {
              worker.fetch(sequence, shape.batch(), tensors);
            }
            for (int head = task * heads; head < (task + 1) * heads; head++) {
              work.run(worker, sequence, head % shape.keyHeads());
            }
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
