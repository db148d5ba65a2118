package chainrule.train.ngram;

import chainrule.tokenize.io.MalformedInput;
import java.nio.charset.StandardCharsets;

/// Some lines of an ARPA file: each a log-probability, the words, and perhaps a backoff, between
/// tabs or spaces.
///
/// @param errors of the file
/// @param order how many words each line has
/// @param index from words to ids; null while unigrams are read, which get consecutive ids
/// @param firstId of the first line, for unigrams
record ArpaBlock(
    ArpaErrors errors,
    ArpaLines.Chunk lines,
    int order,
    boolean highest,
    WordIndex index,
    int firstId)
    implements NgramBlock {
  @Override
  public int size() {
    return lines.count();
  }

  @Override
  public void read(int[] words, float[] log10Probability, float[] log10Backoff) {
    byte[] text = lines.bytes();
    Cursor cursor = new Cursor(text);
    for (int i = 0; i < lines.count(); i++) {
      long line = lines.line() + i;
      cursor.field();
      log10Probability[i] = probability(cursor, line);
      for (int word = 0; word < order; word++) {
        if (!cursor.field()) {
          throw errors.malformed(
              line, "has " + word + " words where a " + order + "-gram has " + order);
        }
        words[i * order + word] = index == null ? firstId + i : id(cursor, line);
      }
      log10Backoff[i] = cursor.field() ? backoff(cursor, line) : Blank.NO_BACKOFF;
      if (cursor.field()) {
        throw errors.malformed(
            line,
            "goes on with \"" + cursor.text() + "\" after the backoff of a " + order + "-gram");
      }
      cursor.nextLine();
    }
  }

  private int id(Cursor cursor, long line) {
    int id = index.find(cursor.bytes, cursor.from, cursor.to);
    if (id == WordIndex.ABSENT) {
      throw errors.malformed(
          line,
          "the word \"" + cursor.text() + "\" is not among the 1-grams, which list all words");
    }
    return id;
  }

  private float probability(Cursor cursor, long line) {
    float value = number(cursor, line, "log-probability");
    if (value > 0) {
      throw MalformedInput.atLine(
          errors.name(),
          line,
          "the log-probability " + cursor.text() + " is above 0",
          "some versions of IRSTLM write such models; set it to 0 or estimate the model again");
    }
    return value;
  }

  private float backoff(Cursor cursor, long line) {
    float value = number(cursor, line, "backoff");
    if (Float.isInfinite(value)) {
      throw errors.malformed(line, "the backoff " + cursor.text() + " is not finite");
    }
    if (highest && value != 0) {
      throw errors.malformed(
          line,
          "has the backoff "
              + cursor.text()
              + ", but "
              + order
              + "-grams are the longest and have none");
    }
    // A literal minus zero would be taken for no backoff at all.
    return value == 0 ? 0f : Blank.is(value) ? 0f : value;
  }

  private float number(Cursor cursor, long line, String what) {
    float value;
    try {
      value = Decimal.parse(cursor.bytes, cursor.from, cursor.to);
    } catch (NumberFormatException _) {
      throw errors.malformed(
          line, "\"" + cursor.text() + "\" stands where a " + what + " is expected");
    }
    if (Float.isNaN(value)) {
      throw errors.malformed(line, "the " + what + " is not a number (" + cursor.text() + ")");
    }
    return value;
  }

  /// Goes through the fields of a line.
  static final class Cursor {
    final byte[] bytes;
    int from;
    int to;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    /// Moves on to the next field of this line, where there is one.
    boolean field() {
      int at = to;
      while (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r') {
        at++;
      }
      from = at;
      while (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r' && bytes[at] != '\n') {
        at++;
      }
      to = at;
      return to > from;
    }

    /// To be called at the end of a line.
    void nextLine() {
      to++;
    }

    String text() {
      return new String(bytes, from, Math.min(to - from, 60), StandardCharsets.UTF_8);
    }
  }
}
