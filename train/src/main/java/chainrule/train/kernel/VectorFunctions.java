package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Exponential, logarithm and their kin on vectors, to one or two units in the last place. They are
/// polynomials of our own and not `VectorOperators.EXP`, which gives other bits in the interpreter
/// than once it is compiled: these are products and sums alone, the same bits at any time and on
/// any machine. The coefficients are minimax fits (Lawson's iteration, weighted for relative
/// error).
final class VectorFunctions {
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUND = 0x1.8p23f; // added, it leaves the integer in the low bits
  private static final float ROOT_HALF = 0.70710677f;
  private static final float DENSITY = 0.3989423f;
  private static final float ROOT_2_OVER_PI = 0.7978846f;
  private static final float CUBIC = 0.044715f;

  // Vectors, since a method that makes them is not inlined where a caller is large already.
  private static final FloatVector ONE = broadcast(1);
  private static final FloatVector TWO = broadcast(2);
  private static final FloatVector MINUS_ONE = broadcast(-1);
  private static final FloatVector HALF = broadcast(0.5f);
  private static final FloatVector ZERO = broadcast(0);
  private static final FloatVector MINUS_HALF = broadcast(-0.5f);
  private static final FloatVector QUARTER = broadcast(0.25f);
  private static final FloatVector MINUS_LN2_HIGH = broadcast(-LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW = broadcast(-LN2_LOW);
  private static final FloatVector PLUS_LN2_HIGH = broadcast(LN2_HIGH);
  private static final FloatVector PLUS_LN2_LOW = broadcast(LN2_LOW);

  // Coefficients, by their power.
  private static final FloatVector EXP_2 = broadcast(0.49999994f);
  private static final FloatVector EXP_3 = broadcast(0.16666521f);
  private static final FloatVector EXP_4 = broadcast(4.166839e-2f);
  private static final FloatVector EXP_5 = broadcast(8.36872e-3f);
  private static final FloatVector EXP_6 = broadcast(1.38146e-3f);
  private static final FloatVector LOG_0 = broadcast(0.3333391f);
  private static final FloatVector LOG_1 = broadcast(-0.25001338f);
  private static final FloatVector LOG_2 = broadcast(0.19963062f);
  private static final FloatVector LOG_3 = broadcast(-0.16577587f);
  private static final FloatVector LOG_4 = broadcast(0.14914787f);
  private static final FloatVector LOG_5 = broadcast(-0.14267476f);
  private static final FloatVector LOG_6 = broadcast(8.70036e-2f);
  private static final FloatVector MILLS_0 = broadcast(0.24962682f);
  private static final FloatVector MILLS_1 = broadcast(0.2556106f);
  private static final FloatVector MILLS_2 = broadcast(0.20004155f);
  private static final FloatVector MILLS_3 = broadcast(0.31184492f);
  private static final FloatVector MILLS_4 = broadcast(-0.02348184f);
  private static final FloatVector MILLS_5 = broadcast(0.24066816f);
  private static final FloatVector MILLS_6 = broadcast(0.08704668f);
  private static final FloatVector MILLS_7 = broadcast(-0.06804319f);
  private static final FloatVector TANH_0 = broadcast(-0.33333284f);
  private static final FloatVector TANH_1 = broadcast(0.13331491f);
  private static final FloatVector TANH_2 = broadcast(-5.37435e-2f);
  private static final FloatVector TANH_3 = broadcast(2.065058e-2f);
  private static final FloatVector TANH_4 = broadcast(-5.71704e-3f);

  private VectorFunctions() {}

  /// `e^x`; 0 where that is below the smallest normal number.
  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.mul(LOG2_E).add(ROUND);
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(MINUS_LN2_HIGH, x);
    r = n.fma(MINUS_LN2_LOW, r);
    FloatVector p = r.fma(EXP_6, EXP_5);
    p = p.fma(r, EXP_4);
    p = p.fma(r, EXP_3);
    p = p.fma(r, EXP_2);
    p = p.fma(r, ONE);
    p = p.fma(r, ONE);
    // Twice the polynomial and half the power: 2^128 would be infinite.
    IntVector power = shifted.reinterpretAsInts().add(126).lanewise(LSHL, 23);
    FloatVector e = p.add(p).mul(power.reinterpretAsFloats());
    e = e.blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.72283f));
    return e.blend(0, x.compare(LT, -87));
  }

  /// `σ(x) = 1/(1 + e^-x)`.
  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(exp(x.neg()).add(1));
  }

  /// The hyperbolic tangent: a polynomial near 0, where `1 - 2/(e^2x + 1)` loses digits.
  static FloatVector tanh(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = z.fma(TANH_4, TANH_3);
    p = p.fma(z, TANH_2);
    p = p.fma(z, TANH_1);
    p = p.fma(z, TANH_0);
    FloatVector small = p.mul(z).fma(x, x);
    FloatVector large = ONE.sub(TWO.div(exp(x.add(x)).add(1)));
    return large.blend(small, x.lanewise(ABS).compare(LT, 0.625f));
  }

  /// The natural logarithm; `-∞` at 0, NaN below it.
  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(0x1p24f), tiny);
    IntVector bits = scaled.reinterpretAsInts();
    // The mantissa between √½ and √2, and the exponent that belongs to it.
    IntVector above = bits.sub(Float.floatToRawIntBits(ROOT_HALF));
    IntVector exponent = above.lanewise(VectorOperators.ASHR, 23);
    FloatVector mantissa = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats();
    FloatVector n = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
    n = n.blend(n.sub(24), tiny);
    FloatVector f = mantissa.sub(1);
    FloatVector p = f.fma(LOG_6, LOG_5);
    p = p.fma(f, LOG_4);
    p = p.fma(f, LOG_3);
    p = p.fma(f, LOG_2);
    p = p.fma(f, LOG_1);
    p = p.fma(f, LOG_0);
    FloatVector square = f.mul(f);
    p = p.mul(f).mul(square);
    p = n.fma(PLUS_LN2_LOW, p);
    p = square.fma(MINUS_HALF, p);
    FloatVector y = n.fma(PLUS_LN2_HIGH, p.add(f));
    y = y.blend(x, x.compare(GT, Float.MAX_VALUE));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    return y.blend(Float.NaN, x.compare(LT, 0).or(x.test(VectorOperators.IS_NAN)));
  }

  /// `φ(x)`, the normal density.
  static FloatVector normalDensity(FloatVector x) {
    return exp(x.mul(x).mul(-0.5f)).mul(DENSITY);
  }

  /// `Φ(x)`, the normal distribution, by Mills' ratio: `(1 - Φ(x))/φ(x)` as a polynomial of `t =
  /// 1/(1 + x/4)`.
  ///
  /// @param density `φ(x)`
  static FloatVector normalCdf(FloatVector x, FloatVector density) {
    FloatVector t = ONE.div(x.lanewise(ABS).fma(QUARTER, ONE));
    FloatVector p = t.fma(MILLS_7, MILLS_6);
    p = p.fma(t, MILLS_5);
    p = p.fma(t, MILLS_4);
    p = p.fma(t, MILLS_3);
    p = p.fma(t, MILLS_2);
    p = p.fma(t, MILLS_1);
    p = p.fma(t, MILLS_0);
    FloatVector tail = p.mul(t).mul(density);
    return ONE.sub(tail).blend(tail, x.compare(LT, 0));
  }

  /// `f(x)`.
  static FloatVector apply(Unary f, FloatVector x) {
    return switch (f) {
      case NEGATE -> x.neg();
      case RECIPROCAL -> ONE.div(x);
      case SQUARE -> x.mul(x);
      case SQRT -> x.sqrt();
      case EXP -> exp(x);
      case LOG -> log(x);
      case SIGMOID -> sigmoid(x);
      case TANH -> tanh(x);
      case RELU -> positive(x);
      case RELU_SQUARED -> positive(x).mul(x);
      case GELU -> x.mul(normalCdf(x, normalDensity(x)));
      case GELU_TANH -> x.mul(sigmoid(doubleInner(x)));
      case SILU -> x.mul(sigmoid(x));
    };
  }

  /// `f'(x)`, where `y = f(x)`; reads of the two what [Unary] says.
  static FloatVector derivative(Unary f, FloatVector x, FloatVector y) {
    return switch (f) {
      case NEGATE -> MINUS_ONE;
      case RECIPROCAL -> y.mul(y).neg();
      case SQUARE -> x.add(x);
      case SQRT -> HALF.div(y);
      case EXP -> y;
      case LOG -> ONE.div(x);
      case SIGMOID -> y.sub(y.mul(y));
      case TANH -> ONE.sub(y.mul(y));
      case RELU -> ZERO.blend(1, y.compare(GT, 0));
      case RELU_SQUARED -> positive(x.add(x));
      case GELU -> {
        FloatVector density = normalDensity(x);
        yield x.fma(density, normalCdf(x, density));
      }
      case GELU_TANH -> {
        FloatVector slope = x.mul(x).mul(6 * CUBIC * ROOT_2_OVER_PI).add(2 * ROOT_2_OVER_PI);
        yield openAndSlope(x, doubleInner(x), slope);
      }
      case SILU -> openAndSlope(x, x, ONE);
    };
  }

  /// `σ(u) + x·σ(u)·σ(-u)·slope`; both tails from `e^-|u|`, since `1 - σ(u)` would be all rounding
  /// where the gate is open.
  private static FloatVector openAndSlope(FloatVector x, FloatVector u, FloatVector slope) {
    FloatVector e = exp(u.lanewise(ABS).neg());
    FloatVector open = ONE.div(e.add(1));
    FloatVector gate = open.blend(open.mul(e), u.compare(LT, 0));
    return x.mul(slope).mul(e.mul(open).mul(open)).add(gate);
  }

  private static FloatVector positive(FloatVector x) {
    return x.blend(0, x.compare(LT, 0));
  }

  /// `2·√(2/π)·(x + 0.044715·x³)`.
  private static FloatVector doubleInner(FloatVector x) {
    FloatVector factor = x.mul(x).mul(2 * CUBIC * ROOT_2_OVER_PI).add(2 * ROOT_2_OVER_PI);
    return x.mul(factor);
  }

  private static FloatVector broadcast(float number) {
    return FloatVector.broadcast(FLOATS, number);
  }
}
