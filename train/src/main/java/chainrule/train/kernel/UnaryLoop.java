package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

import jdk.incubator.vector.FloatVector;

/// The loops of one [Unary] function over whole vectors. This class is never used itself but a copy
/// of it for each function, [VectorUnary#copy]: what the compiler learns about a loop belongs to
/// its code, and only where it has seen a single function there does it keep vectors in registers.
final class UnaryLoop implements VectorUnary.Loop {
  private final VectorUnary.Function f;
  private final VectorUnary.Function derivative;
  private final VectorUnary.Both both;

  UnaryLoop(VectorUnary.Function f, VectorUnary.Function derivative, VectorUnary.Both both) {
    this.f = f;
    this.derivative = derivative;
    this.both = both;
  }

  @Override
  public void map(float[] x, int at, float[] y, int yAt, int size) {
    for (int i = 0; i < size; i += COUNT) {
      f.of(load(x, at + i)).intoArray(y, yAt + i);
    }
  }

  @Override
  public void mapWithSlope(
      float[] x, int at, float[] y, int yAt, float[] slope, int slopeAt, int size) {
    for (int i = 0; i < size; i += COUNT) {
      both.put(load(x, at + i), y, yAt + i, slope, slopeAt + i);
    }
  }

  @Override
  public void slopes(
      float[] kept, int at, float[] dy, int dyAt, boolean adds, float[] dx, int dxAt, int size) {
    for (int i = 0; i < size; i += COUNT) {
      FloatVector slope = derivative.of(load(kept, at + i)).mul(load(dy, dyAt + i));
      put(adds, slope, dx, dxAt + i);
    }
  }
}
