package chainrule.train.nn;

/// What a [Parameter] is for: optimizers treat them differently.
public enum Role {
  /// A matrix between hidden vectors: decayed, and made orthogonal by Muon.
  MATRIX,
  /// The same, but `[out, in]` as ONNX has the weights of recurrent layers, and not `[in, out]`.
  TURNED_MATRIX,
  /// A table of rows that are looked up.
  EMBEDDING,
  /// A table of so many rows that a step sees few of them: words, hashed n-grams.
  SPARSE_TABLE,
  /// The matrix that turns vectors into logits.
  HEAD,
  /// Biases and weights of norms: never decayed.
  VECTOR
}
