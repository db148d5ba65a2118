package chainrule.tokenize.tokenizer.bpe;

import java.util.Optional;

/// What a BPE model does beside merging.
///
/// @param unknown the token of characters that are in no token; without one they are left out
/// @param fuseUnknown whether neighbouring unknown characters become one such token
/// @param byteFallback whether an unknown character becomes the tokens of its bytes (`<0xE2>`)
/// @param ignoreMerges whether a piece that is a token is that token, whatever the merges say; so
///   tiktoken and Llama 3
/// @param prefix what every symbol but a piece's first begins with, such as `##`; mostly empty
/// @param suffix what a piece's last symbol ends with, such as `</w>`; mostly empty
public record BpeSettings(
    Alphabet alphabet,
    Optional<String> unknown,
    boolean fuseUnknown,
    boolean byteFallback,
    boolean ignoreMerges,
    String prefix,
    String suffix) {

  /// Plain byte-level BPE.
  public static BpeSettings byteLevel() {
    return new BpeSettings(Alphabet.BYTES, Optional.empty(), false, false, false, "", "");
  }

  /// As in Llama 2: characters, and bytes for those that are unknown.
  public static BpeSettings byteFallback(String unknown) {
    return new BpeSettings(Alphabet.CHARACTERS, Optional.of(unknown), true, true, false, "", "");
  }

  public BpeSettings withIgnoreMerges(boolean ignore) {
    return new BpeSettings(alphabet, unknown, fuseUnknown, byteFallback, ignore, prefix, suffix);
  }
}
