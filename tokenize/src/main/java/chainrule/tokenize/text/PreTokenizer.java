package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.Optional;

/// Cuts text into pieces that tokens do not cross: a step that Hugging Face calls a pre-tokenizer.
/// Immutable; shared by threads. One that cuts a text into adjoining pieces, changing none of it,
/// is a [Scanner] and takes the fast way.
public interface PreTokenizer {
  /// The pieces of each piece of `in`. Where the text itself changes (a space becomes `▁`), they
  /// lie in another buffer.
  Pieces split(Pieces in);

  /// As `tokenizer.json` has it.
  Json.Members json();

  /// A scanner that does the same, where the pieces adjoin and the text does not change.
  default Optional<Scanner> scanner() {
    return Optional.empty();
  }

  /// Whether pieces always end between a line end and a letter or digit, and between a letter and a
  /// space with a letter behind it, so that a long text may be cut there.
  boolean endsAtWords();

  /// Whether other pieces end elsewhere where a text is cut behind several blanks, the last of them
  /// a line end: GPT-2's pattern parts the last one from them where a word follows.
  default boolean partsBlanks() {
    return false;
  }
}
