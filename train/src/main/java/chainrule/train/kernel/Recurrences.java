package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Recurrent layers over whole sequences. What depends on the inputs alone (`x·Wᵀ + biases`) has
/// been computed for all times at once; these kernels do what must go step by step, in time or,
/// backward, against it. Weights and the order of gates are ONNX's. The gradients of the weights
/// and inputs follow from `dGates` by matrix products, which the op does.
///
/// `B` sequences, `T` steps, `H` hidden numbers. `state` is `[B, H]`, the state before the first
/// step (`initial`) or after the last (`dLast`, its gradient from outside, not given where there is
/// none). `T` is at least 1.
public interface Recurrences {
  /// `y[t] = f(y[t] + y[t-1]·Rᵀ)`.
  ///
  /// @param f `TANH` or `RELU`
  /// @param recurrent `[H, H]`
  /// @param initial `[B, H]`
  /// @param y `[B, T, H]`: holds `x·Wᵀ + biases` before, the states after
  void rnn(Unary f, int B, int T, int H, Tensor recurrent, Tensor initial, Tensor y);

  /// The gradients of [#rnn].
  ///
  /// @param dy `[B, T, H]`, or not given
  /// @param dGates `[B, T, H]`, overwritten: of the sums inside `f`; may be the memory of `dy`
  /// @param dInitial `[B, H]`
  void rnnBackward(
      Unary f,
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor y,
      Tensor dy,
      Tensor dLast,
      Tensor dGates,
      Target dInitial);

  /// `i, o, f = σ(gates[t] + y[t-1]·Rᵀ)`, `c̃ = tanh(…)`, `cells[t] = f·cells[t-1] + i·c̃`, `y[t] =
  /// o·tanh(cells[t])`.
  ///
  /// @param recurrent `[4·H, H]`, gates in the order i, o, f, c̃
  /// @param gates `[B, T, 4·H]`: holds `x·Wᵀ + biases` before, i, o, f, c̃ after
  /// @param initial `[B, H]`
  /// @param initialCell `[B, H]`
  /// @param y `[B, T, H]`, written
  /// @param cells `[B, T, H]`, written
  void lstm(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor gates,
      Tensor initial,
      Tensor initialCell,
      Tensor y,
      Tensor cells);

  /// The gradients of [#lstm].
  ///
  /// @param gates i, o, f, c̃ as [#lstm] left them
  /// @param dy `[B, T, H]`, or not given
  /// @param dLast `[B, H]`, or not given
  /// @param dLastCell `[B, H]`, or not given
  /// @param dGates `[B, T, 4·H]`, overwritten: of the sums inside σ and tanh; may be the memory of
  ///   `gates`
  void lstmBackward(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor gates,
      Tensor initialCell,
      Tensor cells,
      Tensor dy,
      Tensor dLast,
      Tensor dLastCell,
      Tensor dGates,
      Target dInitial,
      Target dInitialCell);

  /// `z, r = σ(gates[t] + y[t-1]·Rᵀ + b)`, `ñ = tanh(gates[t] + r·(y[t-1]·Rᵀ + b))`, `y[t] = (1 -
  /// z)·ñ + z·y[t-1]` (ONNX's `linear_before_reset = 1`).
  ///
  /// @param recurrent `[3·H, H]`, gates in the order z, r, ñ
  /// @param bias `[3·H]`, the recurrent one
  /// @param gates `[B, T, 3·H]`: holds `x·Wᵀ + input bias` before, z, r, ñ after
  /// @param candidates `[B, T, H]`, written: `y[t-1]·Rᵀ + b` of the third gate
  void gru(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor bias,
      Tensor gates,
      Tensor initial,
      Tensor y,
      Tensor candidates);

  /// The gradients of [#gru].
  ///
  /// @param dGates `[B, T, 3·H]`, overwritten: of the sums inside σ and tanh, on the input's side;
  ///   may be the memory of `gates`
  /// @param dCandidates `[B, T, H]`, overwritten: of `candidates` (on the recurrent side the
  ///   gradient of the third gate is this one, of the first two it is that of `dGates`); may be the
  ///   memory of `candidates`
  void gruBackward(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor gates,
      Tensor initial,
      Tensor y,
      Tensor candidates,
      Tensor dy,
      Tensor dLast,
      Tensor dGates,
      Tensor dCandidates,
      Target dInitial);
}
