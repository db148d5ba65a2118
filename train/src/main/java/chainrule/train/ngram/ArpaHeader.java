package chainrule.train.ngram;

import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The beginning of an ARPA file.
///
/// @param counts of n-grams, by order
/// @param origin how the model was made, where comments before the header tell
record ArpaHeader(List<Long> counts, Map<String, String> origin) {
  private static final String DATA = "\\data\\";
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int LONGEST_PREAMBLE = 10_000; // lines

  /// Whether a file that begins like this may be ARPA.
  static boolean begins(byte[] head) {
    String text = withoutMark(new String(head, StandardCharsets.UTF_8));
    return text.startsWith(DATA) || text.contains("\n" + DATA);
  }

  /// Editors of some systems write the mark; it is no part of the text.
  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /// Goes up to and with the blank line behind the counts.
  static ArpaHeader read(ArpaLines lines, ArpaErrors errors) throws IOException {
    Map<String, String> origin = preamble(lines, errors);
    return new ArpaHeader(counts(lines, errors), origin);
  }

  long count(int n) {
    return counts.get(n - 1);
  }

  private static Map<String, String> preamble(ArpaLines lines, ArpaErrors errors)
      throws IOException {
    Map<String, String> origin = new LinkedHashMap<>();
    while (lines.number() < LONGEST_PREAMBLE) {
      String line = lines.next();
      if (line == null) {
        break;
      }
      line = withoutMark(line);
      if (line.strip().equals(DATA)) {
        return origin;
      }
      int colon = line.indexOf(": ");
      if (line.startsWith("# ") && colon > 0) {
        origin.put(line.substring(2, colon), line.substring(colon + 2));
      }
    }
    throw new MalformedInput(errors.name(), "", "is not an ARPA file: no line says " + DATA, "");
  }

  private static List<Long> counts(ArpaLines lines, ArpaErrors errors) throws IOException {
    List<Long> counts = new ArrayList<>();
    while (true) {
      long number = lines.number();
      String line = lines.next();
      if (line == null) {
        throw errors.cut(number);
      }
      if (line.isBlank()) {
        if (!counts.isEmpty()) {
          return counts;
        }
        continue;
      }
      String[] sides = line.strip().split("=", 2);
      String[] left = sides[0].strip().split("\\s+", 3);
      if (sides.length != 2 || left.length != 2 || !left[0].equals("ngram")) {
        throw errors.unexpected(number, line, "\"ngram N=COUNT\"");
      }
      if (!left[1].equals(Integer.toString(counts.size() + 1))) {
        throw errors.malformed(
            number, "counts order " + left[1] + " where order " + (counts.size() + 1) + " follows");
      }
      try {
        counts.add(Long.parseUnsignedLong(sides[1].strip()));
      } catch (NumberFormatException _) {
        throw errors.malformed(number, "\"" + sides[1].strip() + "\" is not a count");
      }
      if (counts.getFirst() == 0) {
        throw errors.malformed(number, "counts no 1-grams, but a model has words");
      }
    }
  }
}
