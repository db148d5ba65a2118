package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Scaled dot-product attention and the rotation of its queries and keys. Heads lie side by side in
/// the last dimension, as they come out of a linear layer. The matrix of probabilities is never
/// written; backward makes it again, block by block, from the logarithms of its denominators.
public interface Attention {
  /// `result[b, i, h] = Σ_j softmax_j(scale · q[b, i, h]·k[b, j, h']) · v[b, j, h']` over the keys
  /// that query `i` may see. A query that sees no key gets zeros (and `logSumExp` -∞).
  ///
  /// @param q `[batch, queries, heads·headSize]`
  /// @param k `[batch, keys, keyHeads·headSize]`
  /// @param v `[batch, keys, keyHeads·valueSize]`
  /// @param querySegments `INT32 [batch, queries]` or not given; with `keySegments`, a query sees
  ///   only keys of its own segment (documents packed together; padding is a segment of its own)
  /// @param keySegments `INT32 [batch, keys]`, given if and only if `querySegments` is
  /// @param result `[batch, queries, heads·valueSize]`
  /// @param logSumExp `[batch, heads, queries]`, written: of the scaled scores
  void forward(
      AttentionShape shape,
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor querySegments,
      Tensor keySegments,
      Tensor result,
      Tensor logSumExp);

  /// The gradients of [#forward].
  void backward(
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
      Target dv);

  /// Rotates pairs `(x[j], x[j + half])` of each head by an angle that grows with the position:
  /// `y[j] = x[j]·cos - x[j + half]·sin`, `y[j + half] = x[j + half]·cos + x[j]·sin`. Backward is
  /// the rotation by the opposite angle. `x` may be `y`.
  ///
  /// @param inverse whether to rotate back
  /// @param x `[batch, time, heads·2·half]`
  /// @param cos `[positions, half]`
  /// @param sin `[positions, half]`
  /// @param positions `INT32 [batch, time]` or `[time]` (the same for every sequence)
  void rotate(
      boolean inverse,
      int batch,
      int time,
      int heads,
      int half,
      Tensor x,
      Tensor cos,
      Tensor sin,
      Tensor positions,
      Target y);
}
