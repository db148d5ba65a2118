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

  /// The keys of a head as the right side of a product over the head's numbers, or, not
  /// `transposed`, over the keys.
  Side keys(int sequence, int keyHead, boolean transposed) {
    return new Side(k.floats(), k.offset() + key(sequence, keyHead), keyStride(), transposed);
  }

  Side values(int sequence, int keyHead, boolean transposed) {
    return new Side(v.floats(), v.offset() + value(sequence, keyHead), valueStride(), transposed);
  }

  /// Puts `value` where query `i` must not look because the key is of another segment.
  void hide(int sequence, int i, int visible, float[] row, int at, float value) {
    if (querySegments.isGiven()) {
      int own = querySegments.id(sequence * shape.queries() + i);
      for (int j = 0; j < visible; j++) {
        if (keySegments.id(sequence * shape.keys() + j) != own) {
          row[at + j] = value;
        }
      }
    }
  }
}
