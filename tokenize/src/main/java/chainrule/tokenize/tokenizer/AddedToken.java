package chainrule.tokenize.tokenizer;

import java.nio.charset.StandardCharsets;

/// A token that is found in the text before the model sees it.
///
/// @param content the text that it stands for
/// @param special whether it is a sign of the format (an end of text) rather than text, so that
///   `--no-specials` treats it as text and decoding can leave it out
/// @param singleWord only where no letter, digit or underscore touches it
/// @param lstrip takes the white space to its left with it
/// @param rstrip takes the white space to its right with it
/// @param normalized found in the normalized text rather than in the text as it is
public record AddedToken(
    int id,
    String content,
    boolean special,
    boolean singleWord,
    boolean lstrip,
    boolean rstrip,
    boolean normalized) {

  public static AddedToken special(int id, String content) {
    return new AddedToken(id, content, true, false, false, false, false);
  }

  byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
