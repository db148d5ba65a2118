package chainrule.train.nn;

import chainrule.tokenize.io.BadSetting;
import java.util.Optional;

/// The choices of one [MultiHeadAttention].
///
/// @param keyHeads heads of keys and values, a divisor of `heads`
/// @param rotary rotary positions, if any
/// @param queryNorm norm of each head's queries and keys, if any
public record AttentionSpec(
    int width,
    int heads,
    int keyHeads,
    boolean causal,
    boolean biased,
    double dropout,
    Optional<Rotary> rotary,
    Optional<NormSpec> queryNorm) {
  public AttentionSpec {
    if (heads < 1 || width % heads != 0) {
      throw new BadSetting(
          "%d heads do not divide the width of %d".formatted(heads, width),
          "choose a number of heads that does");
    }
    if (keyHeads < 1 || heads % keyHeads != 0) {
      throw new BadSetting(
          "%d key heads do not divide %d heads".formatted(keyHeads, heads),
          "choose a number of key heads that does");
    }
    if (rotary.isPresent() && width / heads % 2 != 0) {
      throw new BadSetting(
          "rotary positions need heads of even size, and %d wide with %d heads they are %d"
              .formatted(width, heads, width / heads),
          "choose another number of heads, or learned positions");
    }
  }

  /// The same with rotary positions.
  public AttentionSpec with(Rotary positions) {
    return new AttentionSpec(
        width, heads, keyHeads, causal, biased, dropout, Optional.of(positions), queryNorm);
  }

  public int headSize() {
    return width / heads;
  }
}
