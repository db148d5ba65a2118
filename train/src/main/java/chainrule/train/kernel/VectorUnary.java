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

  /// Puts `f(x)` and `f'(x)`.
  interface Both {
    void put(FloatVector x, float[] y, int yAt, float[] slope, int slopeAt);
  }

  interface Loop {
    /// `y = f(x)`.
    void map(float[] x, int at, float[] y, int yAt, int size);

    /// `y = f(x)` and `slope = f'(x)`, where [Unary#sharesWorkWithDerivative].
    void mapWithSlope(float[] x, int at, float[] y, int yAt, float[] slope, int slopeAt, int size);

    /// `dx (+)= dy · f'(x)`.
    ///
    /// @param kept `x` or `f(x)`, whichever [Unary] says that the derivative reads
    void slopes(
        float[] kept, int at, float[] dy, int dyAt, boolean adds, float[] dx, int dxAt, int size);
  }

  private static Loop make(Unary f) {
    return switch (f) {
      case NEGATE -> copy(x -> x.neg(), _ -> MINUS_ONE);
      case RECIPROCAL -> copy(x -> ONE.div(x), y -> y.mul(y).neg());
      case SQUARE -> copy(x -> x.mul(x), x -> x.add(x));
      case SQRT -> copy(x -> x.sqrt(), y -> HALF.div(y));
      case EXP -> copy(VectorFunctions::exp, y -> y);
      case LOG -> copy(VectorFunctions::log, x -> ONE.div(x));
      case SIGMOID -> copy(VectorFunctions::sigmoid, y -> y.sub(y.mul(y)));
      case TANH -> copy(VectorFunctions::tanh, y -> ONE.sub(y.mul(y)));
      case RELU -> copy(VectorFunctions::relu, y -> ZERO.blend(ONE, y.compare(GT, ZERO)));
      case RELU_SQUARED -> copy(VectorFunctions::reluSquared, x -> VectorFunctions.relu(x.add(x)));
      case GELU ->
          copy(VectorFunctions::gelu, VectorFunctions::geluSlope, VectorFunctions::putGelu);
      case GELU_TANH ->
          copy(
              VectorFunctions::geluByTanh,
              VectorFunctions::geluByTanhSlope,
              VectorFunctions::putGeluByTanh);
      case SILU ->
          copy(VectorFunctions::silu, VectorFunctions::siluSlope, VectorFunctions::putSilu);
    };
  }

  private static Loop copy(Function f, Function derivative) {
    return copy(
        f,
        derivative,
        (_, _, _, _, _) -> {
          throw new IllegalArgumentException("function and derivative share no work");
        });
  }

  /// A loop whose code is a copy of [UnaryLoop]'s.
  private static Loop copy(Function f, Function derivative, Both both) {
    try (InputStream code = UnaryLoop.class.getResourceAsStream("UnaryLoop.class")) {
      return (Loop)
          MethodHandles.lookup()
              .defineHiddenClass(code.readAllBytes(), false)
              .lookupClass()
              .getDeclaredConstructor(Function.class, Function.class, Both.class)
              .newInstance(f, derivative, both);
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

  /// `y = f(x)` and `slope = f'(x)`, where [Unary#sharesWorkWithDerivative]; one of them may be the
  /// memory of `x`.
  static void mapWithSlope(
      Unary f, float[] x, int at, float[] y, int yAt, float[] slope, int slopeAt, int size) {
    Loop loop = LOOPS.computeIfAbsent(f, VectorUnary::make);
    int whole = Lanes.whole(size);
    loop.mapWithSlope(x, at, y, yAt, slope, slopeAt, whole);
    int left = size - whole;
    if (left > 0) {
      float[] room = new float[2 * COUNT];
      System.arraycopy(x, at + whole, room, 0, left);
      loop.mapWithSlope(room, 0, room, 0, room, COUNT, COUNT);
      System.arraycopy(room, 0, y, yAt + whole, left);
      System.arraycopy(room, COUNT, slope, slopeAt + whole, left);
    }
  }

  /// `dx (+)= dy · f'(x)`; `dx` may be the memory of one of them.
  ///
  /// @param kept `x` or `f(x)`, whichever [Unary] says that the derivative reads
  static void slopes(
      Unary f,
      float[] kept,
      int at,
      float[] dy,
      int dyAt,
      boolean adds,
      float[] dx,
      int dxAt,
      int size) {
    Loop loop = LOOPS.computeIfAbsent(f, VectorUnary::make);
    int whole = Lanes.whole(size);
    loop.slopes(kept, at, dy, dyAt, adds, dx, dxAt, whole);
    int left = size - whole;
    if (left > 0) {
      float[] room = new float[3 * COUNT];
      System.arraycopy(kept, at + whole, room, 0, left);
      System.arraycopy(dy, dyAt + whole, room, COUNT, left);
      System.arraycopy(dx, dxAt + whole, room, 2 * COUNT, left);
      loop.slopes(room, 0, room, COUNT, adds, room, 2 * COUNT, COUNT);
      System.arraycopy(room, 2 * COUNT, dx, dxAt + whole, left);
    }
  }
}
