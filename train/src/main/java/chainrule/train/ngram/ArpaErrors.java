package chainrule.train.ngram;

import chainrule.tokenize.io.MalformedInput;

/// What can be wrong with an ARPA file, in the words of messages.
///
/// @param name of the file
record ArpaErrors(String name) {
  static final String END = "\\end\\";

  private static final int LONGEST = 60; // characters that are shown of a line

  MalformedInput malformed(long line, String problem) {
    return MalformedInput.atLine(
        name, line, problem, "the file is damaged or not ARPA; make or fetch it again");
  }

  /// @param line behind the last
  MalformedInput cut(long line) {
    return MalformedInput.atLine(
        name,
        line,
        "the file ends here, without " + END + ": it is cut short",
        "make or fetch it again");
  }

  MalformedInput unexpected(long line, String text, String expected) {
    return malformed(line, "\"" + shortened(text) + "\" stands where " + expected + " is expected");
  }

  MalformedInput duplicate(int n, String words, long line) {
    return MalformedInput.atLine(
        name,
        line,
        "the " + n + "-gram \"" + shortened(words) + "\" is listed a second time",
        "the file is damaged; make or fetch it again");
  }

  static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
