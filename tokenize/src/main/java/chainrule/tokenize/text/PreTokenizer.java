package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;

/// Cuts text into pieces that tokens do not cross: a step that Hugging Face calls a pre-tokenizer.
/// Immutable; shared by threads. One that cuts a text into adjoining pieces, changing none of it,
/// is a
/// [Scanner] and takes the fast way.
public interface PreTokenizer {
  /// The pieces of each piece of `in`. Where the text itself changes (a space becomes `▁`), they
  /// lie
  /// in another buffer.
  Pieces split(Pieces in);

  /// As `tokenizer.json` has it.
  Json.Members json();

  /// Whether text may be cut between a line end and an ASCII letter, each part split for itself,
  /// without any difference.
  boolean isLocal();
}
