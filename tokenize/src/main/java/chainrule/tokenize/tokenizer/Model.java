package chainrule.tokenize.tokenizer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// Turns a piece of text into tokens of its vocabulary. Each kind has a package of its own: `bpe`,
/// `unigram`, `wordpiece`, `word`. Immutable; shared by threads, each of which asks for its own
/// [Encoder].
public interface Model {
  /// What a thread needs to encode: caches and room to work in.
  interface Encoder {
    /// Appends the tokens of the piece `[from, to)`, which is not empty.
    void encode(byte[] text, int from, int to, TokenBuffer out);
  }

  /// Every token by its id, special tokens aside that are not part of the model.
  Vocabulary vocabulary();

  Encoder encoder();

  /// Whether the tokens of a text are those of its parts wherever no token reaches across the cut.
  /// Not so for models that treat each piece as a word.
  default boolean isSeparable() {
    return true;
  }

  /// Hugging Face's name for the kind: `BPE`, `Unigram`, `WordPiece`, `WordLevel`.
  String type();

  /// Writes the members of `model` in `tokenizer.json`, `type` first, into the object that is open.
  void write(JsonGenerator json) throws IOException;
}
