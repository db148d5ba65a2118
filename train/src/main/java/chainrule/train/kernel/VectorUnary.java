package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.VectorFunctions.HALF;
import static chainrule.train.kernel.VectorFunctions.MINUS_ONE;
import static chainrule.train.kernel.VectorFunctions.ONE;
import static chainrule.train.kernel.VectorFunctions.ZERO;
import static jdk.incubator.vector.VectorOperators.GT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.FloatVector;

/// [Unary] functions and their derivatives over arrays. A loop for each: see [UnaryLoop].
final class VectorUnary {
  private static final Map<Unary, Loop> LOOPS = new ConcurrentHashMap<>();

  private VectorUnary() {}

  interface Function {
    FloatVector of(FloatVector x);
  }

  interface Derivative {
    /// @param y what the function gave for `x`; reads of the two what [Unary] says
    FloatVector of(FloatVector x, FloatVector y);
  }

  interface Loop {
    /// `y = f(x)`.
    void map(float[] x, int at, float[] y, int yAt, int size);

    /// `dx (+)= dy · f'(x)`, where `y = f(x)`.
    void slopes(
        float[] x,
        int at,
        float[] y,
        int yAt,
        float[] dy,
        int dyAt,
        boolean adds,
        float[] dx,
        int dxAt,
        int size);
  }

  private static Loop make(Unary f) {
    return switch (f) {
      case NEGATE -> copy(x -> x.neg(), (x, y) -> MINUS_ONE);
      case RECIPROCAL -> copy(x -> ONE.div(x), (x, y) -> y.mul(y).neg());
      case SQUARE -> copy(x -> x.mul(x), (x, y) -> x.add(x));
      case SQRT -> copy(x -> x.sqrt(), (x, y) -> HALF.div(y));
      case EXP -> copy(VectorFunctions::exp, (x, y) -> y);
      case LOG -> copy(VectorFunctions::log, (x, y) -> ONE.div(x));
      case SIGMOID -> copy(VectorFunctions::sigmoid, (x, y) -> y.sub(y.mul(y)));
      case TANH -> copy(VectorFunctions::tanh, (x, y) -> ONE.sub(y.mul(y)));
      case RELU -> copy(VectorFunctions::relu, (x, y) -> ZERO.blend(ONE, y.compare(GT, ZERO)));
      case RELU_SQUARED ->
          copy(x -> VectorFunctions.relu(x).mul(x), (x, y) -> VectorFunctions.relu(x.add(x)));
      case GELU -> copy(VectorFunctions::gelu, (x, y) -> VectorFunctions.geluSlope(x));
      case GELU_TANH ->
          copy(VectorFunctions::geluByTanh, (x, y) -> VectorFunctions.geluByTanhSlope(x));
      case SILU -> copy(VectorFunctions::silu, (x, y) -> VectorFunctions.siluSlope(x));
    };
  }

  /// A loop whose code is a copy of [UnaryLoop]'s.
  private static Loop copy(Function f, Derivative derivative) {
    try (InputStream code = UnaryLoop.class.getResourceAsStream("UnaryLoop.class")) {
      return (Loop)
          MethodHandles.lookup()
              .defineHiddenClass(code.readAllBytes(), false)
              .lookupClass()
              .getDeclaredConstructor(Function.class, Derivative.class)
              .newInstance(f, derivative);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// `y = f(x)`; may be the same memory.
  static void map(Unary f, float[] x, int at, float[] y, int yAt, int size) {
    Loop loop = LOOPS.computeIfAbsent(f, VectorUnary::make);
    int whole = Lanes.whole(size);
    loop.map(x, at, y, yAt, whole);
    if (whole < size) {
      float[] room = new float[COUNT];
      System.arraycopy(x, at + whole, room, 0, size - whole);
      loop.map(room, 0, room, 0, COUNT);
      System.arraycopy(room, 0, y, yAt + whole, size - whole);
    }
  }

  /// `dx (+)= dy · f'(x)`, where `y = f(x)`; `dx` may be the memory of one of them.
  static void slopes(
      Unary f,
      float[] x,
      int at,
      float[] y,
      int yAt,
      float[] dy,
      int dyAt,
      boolean adds,
      float[] dx,
      int dxAt,
      int size) {
    Loop loop = LOOPS.computeIfAbsent(f, VectorUnary::make);
    int whole = Lanes.whole(size);
    loop.slopes(x, at, y, yAt, dy, dyAt, adds, dx, dxAt, whole);
    int left = size - whole;
    if (left > 0) {
      float[] room = new float[4 * COUNT];
      System.arraycopy(x, at + whole, room, 0, left);
      System.arraycopy(y, yAt + whole, room, COUNT, left);
      System.arraycopy(dy, dyAt + whole, room, 2 * COUNT, left);
      System.arraycopy(dx, dxAt + whole, room, 3 * COUNT, left);
      loop.slopes(room, 0, room, COUNT, room, 2 * COUNT, adds, room, 3 * COUNT, COUNT);
      System.arraycopy(room, 3 * COUNT, dx, dxAt + whole, left);
    }
  }
}
