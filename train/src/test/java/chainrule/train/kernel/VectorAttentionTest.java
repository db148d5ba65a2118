package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorAttentionTest {
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @CsvSource({
    "1,1,1,1,1,1,1,false,0",
    "2,4,4,64,64,32,32,true,0",
    "2,4,2,70,70,13,16,true,0",
    "1,2,1,49,49,16,33,true,0",
    "1,6,2,131,131,16,7,false,0",
    "2,2,1,7,65,16,16,true,0",
    "2,2,1,65,7,16,16,true,0",
    "1,2,2,33,207,20,40,false,0",
    "9,4,2,20,37,8,8,true,0",
    "1,2,1,67,67,8,8,true,0.3",
    "1,2,2,13,65,8,24,false,0.3",
    "1,2,2,0,5,8,8,true,0",
    "1,2,2,5,0,8,8,false,0",
  })
  void attentionAndItsGradientsAreThePlainOnes(
      int batch,
      int heads,
      int keyHeads,
      int queries,
      int keys,
      int headSize,
      int valueSize,
      boolean causal,
      double dropout) {
    AttentionShape shape =
        new AttentionShape(
            batch,
            heads,
            keyHeads,
            queries,
            keys,
            headSize,
            valueSize,
            0.3,
            causal,
            dropout,
            0x1234_5678_9ABC_DEF0L);
    for (int kind = 0; kind < 4; kind++) {
      boolean adds = (kind & 1) != 0;
      boolean segmented = (kind & 2) != 0;
      Twins.agree(TOLERANCE, (kernels, twins) -> run(shape, adds, segmented, kernels, twins));
    }
  }

  private static void run(
      AttentionShape s, boolean adds, boolean segmented, Kernels kernels, Twins twins) {
    Tensor q = twins.random(s.batch(), s.queries(), s.heads() * s.headSize());
    Tensor k = twins.random(s.batch(), s.keys(), s.keyHeads() * s.headSize());
    Tensor v = twins.random(s.batch(), s.keys(), s.keyHeads() * s.valueSize());
    Tensor querySegments = segmented ? twins.ids(3, s.batch(), s.queries()) : Tensor.NONE;
    Tensor keySegments = segmented ? twins.ids(3, s.batch(), s.keys()) : Tensor.NONE;
    Tensor result = twins.room(s.batch(), s.queries(), s.heads() * s.valueSize());
    Tensor sums = twins.room(s.batch(), s.heads(), s.queries());
    kernels.attention().forward(s, q, k, v, querySegments, keySegments, result, sums);
    Target dq = target(twins, q, adds);
    Target dk = target(twins, k, adds);
    Target dv = target(twins, v, adds);
    Tensor dResult = twins.random(s.batch(), s.queries(), s.heads() * s.valueSize());
    kernels
        .attention()
        .backward(s, q, k, v, querySegments, keySegments, result, sums, dResult, dq, dk, dv);
    twins.result(result);
    twins.result(sums);
  }

  private static Target target(Twins twins, Tensor like, boolean adds) {
    Tensor random = twins.random(like.size());
    return new Target(twins.result(random), adds);
  }

  @Test
  void rotationsAreThePlainOnes() {
    for (int half : new int[] {1, 13, 16, 32}) {
      for (boolean inverse : new boolean[] {false, true}) {
        for (boolean shared : new boolean[] {false, true}) {
          Twins.agree(
              TOLERANCE,
              (kernels, twins) -> {
                Tensor cos = twins.random(11, half);
                Tensor sin = twins.random(11, half);
                Tensor positions = shared ? twins.ids(11, 7) : twins.ids(11, 3, 7);
                Tensor x = twins.random(3, 7, 5 * 2 * half);
                Target y = new Target(twins.result(twins.random(3, 7, 10 * half)), shared);
                kernels.attention().rotate(inverse, 3, 7, 5, half, x, cos, sin, positions, y);
                kernels
                    .attention()
                    .rotate(inverse, 3, 7, 5, half, x, cos, sin, positions, Target.set(x));
                twins.result(x);
              });
        }
      }
    }
  }
}
