package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.INTS;
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
  private static final float ROOT_HALF = 0.70710677f;
  private static final float ROOT_2_OVER_PI = 0.7978846f;
  private static final float CUBIC = 0.044715f;

  // Vectors, and no numbers that methods make vectors of: of those, the compiler can hold only so
  // many in one loop.
  static final FloatVector ONE = broadcast(1);
  static final FloatVector MINUS_ONE = broadcast(-1);
  static final FloatVector HALF = broadcast(0.5f);
  private static final FloatVector TWO = broadcast(2);
  static final FloatVector ZERO = broadcast(0);
  private static final FloatVector MINUS_HALF = broadcast(-0.5f);
  private static final FloatVector QUARTER = broadcast(0.25f);
  private static final FloatVector INFINITY = broadcast(Float.POSITIVE_INFINITY);
  private static final FloatVector LOG2_E = broadcast(1.442695f);
  private static final FloatVector PLUS_LN2_HIGH = broadcast(0.6933594f);
  private static final FloatVector PLUS_LN2_LOW = broadcast(-2.12194440e-4f);
  private static final FloatVector MINUS_LN2_HIGH = PLUS_LN2_HIGH.neg();
  private static final FloatVector MINUS_LN2_LOW = PLUS_LN2_LOW.neg();
  private static final FloatVector ROUND = broadcast(0x1.8p23f); // leaves integers in the low bits
  private static final IntVector BIAS = IntVector.broadcast(INTS, 127);
  private static final IntVector HALF_BIAS = BIAS.sub(1);
  private static final FloatVector HIGHEST = broadcast(88.72283f); // whose exponential is finite
  private static final FloatVector LOWEST = broadcast(-87); // whose exponential is normal
  private static final FloatVector SMALL = broadcast(0.625f);
  private static final FloatVector DENSITY = broadcast(0.3989423f);
  private static final FloatVector INNER_0 = broadcast(2 * ROOT_2_OVER_PI);
  private static final FloatVector INNER_2 = broadcast(2 * CUBIC * ROOT_2_OVER_PI);
  private static final FloatVector INNER_SLOPE_2 = broadcast(6 * CUBIC * ROOT_2_OVER_PI);

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
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    FloatVector p = remainderExp(x, shifted.sub(ROUND));
    // Twice the polynomial and half the power: 2^128 would be infinite.
    FloatVector e = p.add(p).mul(power(shifted, HALF_BIAS));
    e = e.blend(INFINITY, x.compare(GT, HIGHEST));
    return e.blend(ZERO, x.compare(LT, LOWEST));
  }

  /// The same for `x ≤ 0` with less to do.
  static FloatVector expOfNegative(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    FloatVector e = remainderExp(x, shifted.sub(ROUND)).mul(power(shifted, BIAS));
    return e.blend(ZERO, x.compare(LT, LOWEST));
  }

  /// `e^(x - n·ln 2)`.
  private static FloatVector remainderExp(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
    FloatVector p = r.fma(EXP_6, EXP_5);
    p = p.fma(r, EXP_4);
    p = p.fma(r, EXP_3);
    p = p.fma(r, EXP_2);
    p = p.fma(r, ONE);
    return p.fma(r, ONE);
  }

  /// `2^n`, or half of it, from `n` in the low bits and the exponent's bias.
  private static FloatVector power(FloatVector shifted, IntVector bias) {
    return shifted.reinterpretAsInts().add(bias).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  /// `σ(x) = 1/(1 + e^-x)`.
  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(exp(x.neg()).add(ONE));
  }

  /// The hyperbolic tangent: a polynomial near 0, where `1 - 2/(e^2x + 1)` loses digits.
  static FloatVector tanh(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = z.fma(TANH_4, TANH_3);
    p = p.fma(z, TANH_2);
    p = p.fma(z, TANH_1);
    p = p.fma(z, TANH_0);
    FloatVector small = p.mul(z).fma(x, x);
    FloatVector large = ONE.sub(TWO.div(exp(x.add(x)).add(ONE)));
    return large.blend(small, x.lanewise(ABS).compare(LT, SMALL));
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
    return expOfNegative(x.mul(x).mul(MINUS_HALF)).mul(DENSITY);
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
    return ONE.sub(tail).blend(tail, x.compare(LT, ZERO));
  }

  /// `x·Φ(x)`.
  static FloatVector gelu(FloatVector x) {
    return x.mul(normalCdf(x, normalDensity(x)));
  }

  static FloatVector geluSlope(FloatVector x) {
    FloatVector density = normalDensity(x);
    return x.fma(density, normalCdf(x, density));
  }

  static void putGelu(FloatVector x, float[] y, int yAt, float[] slope, int slopeAt) {
    FloatVector density = normalDensity(x);
    FloatVector cdf = normalCdf(x, density);
    x.mul(cdf).intoArray(y, yAt);
    x.fma(density, cdf).intoArray(slope, slopeAt);
  }

  /// `x·σ(2u)` with `2u` as [#doubleInner].
  static FloatVector geluByTanh(FloatVector x) {
    FloatVector u = doubleInner(x);
    FloatVector e = expOfMinus(u);
    return x.mul(gate(u, e, open(e)));
  }

  static FloatVector geluByTanhSlope(FloatVector x) {
    FloatVector u = doubleInner(x);
    FloatVector e = expOfMinus(u);
    FloatVector open = open(e);
    return gateSlope(x, innerSlope(x), e, open, gate(u, e, open));
  }

  static void putGeluByTanh(FloatVector x, float[] y, int yAt, float[] slope, int slopeAt) {
    FloatVector u = doubleInner(x);
    FloatVector e = expOfMinus(u);
    FloatVector open = open(e);
    FloatVector gate = gate(u, e, open);
    x.mul(gate).intoArray(y, yAt);
    gateSlope(x, innerSlope(x), e, open, gate).intoArray(slope, slopeAt);
  }

  static FloatVector silu(FloatVector x) {
    FloatVector e = expOfMinus(x);
    return x.mul(gate(x, e, open(e)));
  }

  static FloatVector siluSlope(FloatVector x) {
    FloatVector e = expOfMinus(x);
    FloatVector open = open(e);
    return gateSlope(x, ONE, e, open, gate(x, e, open));
  }

  static void putSilu(FloatVector x, float[] y, int yAt, float[] slope, int slopeAt) {
    FloatVector e = expOfMinus(x);
    FloatVector open = open(e);
    FloatVector gate = gate(x, e, open);
    x.mul(gate).intoArray(y, yAt);
    gateSlope(x, ONE, e, open, gate).intoArray(slope, slopeAt);
  }

  /// `max(x, 0)`.
  static FloatVector relu(FloatVector x) {
    return x.blend(ZERO, x.compare(LT, ZERO));
  }

  /// `max(x, 0)²`.
  static FloatVector reluSquared(FloatVector x) {
    FloatVector positive = relu(x);
    return positive.mul(positive);
  }

  // A gate `σ(u)` and its slope, both from `e^-|u|`: `1 - σ(u)` would be all rounding where the
  // gate is open.

  /// `e^-|u|`.
  private static FloatVector expOfMinus(FloatVector u) {
    return expOfNegative(u.lanewise(ABS).neg());
  }

  /// `σ(|u|)`.
  private static FloatVector open(FloatVector e) {
    return ONE.div(e.add(ONE));
  }

  /// `σ(u)`.
  private static FloatVector gate(FloatVector u, FloatVector e, FloatVector open) {
    return open.blend(open.mul(e), u.compare(LT, ZERO));
  }

  /// The derivative of `x·σ(u)`.
  ///
  /// @param slope of `u`
  private static FloatVector gateSlope(
      FloatVector x, FloatVector slope, FloatVector e, FloatVector open, FloatVector gate) {
    return x.mul(slope).mul(e.mul(open).mul(open)).add(gate);
  }

  /// `2·√(2/π)·(x + 0.044715·x³)`.
  private static FloatVector doubleInner(FloatVector x) {
    return x.mul(x.mul(x).fma(INNER_2, INNER_0));
  }

  /// The derivative of [#doubleInner].
  private static FloatVector innerSlope(FloatVector x) {
    return x.mul(x).fma(INNER_SLOPE_2, INNER_0);
  }

  private static FloatVector broadcast(float number) {
    return FloatVector.broadcast(FLOATS, number);
  }
}
