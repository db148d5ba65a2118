package chainrule.tokenize.tokenizer.bpe;

/// What merging begins with.
public enum Alphabet {
  /// Single bytes, as GPT-2 has it.
  BYTES,
  /// Characters, as SentencePiece has it.
  CHARACTERS
}
