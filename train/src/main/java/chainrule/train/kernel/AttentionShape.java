package chainrule.train.kernel;

/// The sizes and choices of one attention. Query head `h` reads the keys and values of head `h /
/// (heads / keyHeads)`.
///
/// @param batch how many sequences
/// @param heads of the queries, a multiple of `keyHeads`
/// @param keyHeads of keys and values
/// @param queries positions to compute
/// @param keys positions to look at
/// @param headSize numbers of one head in queries and keys
/// @param valueSize numbers of one head in values and results
/// @param scale of the scores, usually 1/√headSize
/// @param causal whether query `i` sees only keys `0 … i + keys - queries`
/// @param dropout share of the probabilities that are dropped
/// @param key of the dropout mask: with key `j` of row `r = (b·heads + h)·keys + j`, query `i` is
///   kept as `DropoutMask.keeps(DropoutMask.rowKey(key, r), i, …)` says, and divided by `1 -
///   dropout`
public record AttentionShape(
    int batch,
    int heads,
    int keyHeads,
    int queries,
    int keys,
    int headSize,
    int valueSize,
    double scale,
    boolean causal,
    double dropout,
    long key) {

  /// The key head that a query head reads.
  int keyHead(int head) {
    return head / (heads / keyHeads);
  }

  /// One past the last key that query `i` may see.
  int visible(int query) {
    return causal ? Math.clamp(query + 1L + keys - queries, 0, keys) : keys;
  }

  /// The factor of one probability: 0, or 1/(1 - dropout).
  double kept(int batchIndex, int head, int query, int keyIndex) {
    if (dropout == 0) {
      return 1;
    }
    return DropoutMask.keeps(
            maskKey(batchIndex, head, keyIndex), query, DropoutMask.threshold(dropout))
        ? 1 / (1 - dropout)
        : 0;
  }

  /// What decides with each query which probabilities of a key are dropped.
  long maskKey(int batchIndex, int head, int keyIndex) {
    return DropoutMask.rowKey(key, ((long) batchIndex * heads + head) * keys + keyIndex);
  }
}
