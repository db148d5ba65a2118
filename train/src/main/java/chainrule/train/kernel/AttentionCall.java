package chainrule.train.kernel;

import chainrule.train.tensor.Tensor;

/// What one attention is computed from, and where in it the heads lie.
///
/// @param result written forward, read backward
/// @param logSumExp written forward, read backward
record AttentionCall(
    AttentionShape shape,
    Tensor q,
    Tensor k,
    Tensor v,
    Tensor querySegments,
    Tensor keySegments,
    Tensor result,
    Tensor logSumExp) {

  /// How far neighbouring queries (and their gradients) lie apart.
  int queryStride() {
    return shape.heads() * shape.headSize();
  }

  int keyStride() {
    return shape.keyHeads() * shape.headSize();
  }

  int valueStride() {
    return shape.keyHeads() * shape.valueSize();
  }

  int resultStride() {
    return shape.heads() * shape.valueSize();
  }

  /// Where query `i` of a head begins within its tensor.
  int query(int sequence, int head, int i) {
    return (sequence * shape.queries() + i) * queryStride() + head * shape.headSize();
  }

  /// Where a key head's first key begins.
  int key(int sequence, int keyHead) {
    return sequence * shape.keys() * keyStride() + keyHead * shape.headSize();
  }

  int value(int sequence, int keyHead) {
    return sequence * shape.keys() * valueStride() + keyHead * shape.valueSize();
  }

  int result(int sequence, int head, int i) {
    return (sequence * shape.queries() + i) * resultStride() + head * shape.valueSize();
  }

  int row(int sequence, int head, int i) {
    return (sequence * shape.heads() + head) * shape.queries() + i;
  }

  /// The queries of a head from `first` on.
  Side queries(int sequence, int head, int first) {
    return new Side(q.floats(), q.offset() + query(sequence, head, first), queryStride(), false);
  }

  Side keys(int sequence, int keyHead) {
    return new Side(k.floats(), k.offset() + key(sequence, keyHead), keyStride(), false);
  }

  Side values(int sequence, int keyHead) {
    return new Side(v.floats(), v.offset() + value(sequence, keyHead), valueStride(), false);
  }

  /// Of a tensor like the result, the rows of a head's queries from `first` on.
  Side results(Tensor like, int sequence, int head, int first) {
    int at = like.offset() + result(sequence, head, first);
    return new Side(like.floats(), at, resultStride(), false);
  }
}
