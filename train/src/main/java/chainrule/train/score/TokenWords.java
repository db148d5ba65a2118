package chainrule.train.score;

import chainrule.tokenize.stream.Pieces;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What ids stand for, where their tokenizer is known.
public record TokenWords(Optional<Tokenizer> tokenizer) {
  /// The token as a piece; its number where nothing else is known.
  public String name(int id) {
    return tokenizer
        .filter(known -> known.has(id))
        .map(known -> new String(Pieces.write(known.token(id)), StandardCharsets.UTF_8))
        .orElseGet(() -> Integer.toString(id));
  }

  /// How many bytes of text it stands for; 0 for signs of the format, and where that is not known.
  public int bytes(int id) {
    return tokenizer
        .filter(known -> known.has(id) && !known.isSpecial(id))
        .map(known -> known.token(id).length)
        .orElse(0);
  }
}
