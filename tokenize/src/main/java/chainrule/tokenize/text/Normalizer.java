package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;

/// Rewrites text before it is cut: a step that Hugging Face calls a normalizer. Immutable; shared
/// by threads.
public interface Normalizer {
  /// Appends the normal form of `in` to `out`, which is empty, with the sources of its bytes.
  void normalize(TextBuffer in, TextBuffer out);

  /// As `tokenizer.json` has it.
  Json.Members json();

  /// Whether a long text may be cut between a line end and a letter, or between a letter and a
  /// space, each part normalized for itself, without any difference. Not so for what works on the
  /// text's end.
  default boolean isLocal() {
    return true;
  }
}
