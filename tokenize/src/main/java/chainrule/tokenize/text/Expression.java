package chainrule.tokenize.text;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Any regular expression, run by the JDK's engine with Unicode's classes: the slow, general way.
/// Expressions of other engines mean the same here as far as they agree with the JDK's syntax.
public final class Expression implements TextPattern {
  private final String expression;
  private final Pattern pattern;

  public Expression(String expression) {
    this.expression = expression;
    try {
      this.pattern =
          Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS | Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw new BadSetting(
          "the regular expression '" + expression + "' is not valid: " + e.getDescription(),
          "see the JDK's java.util.regex.Pattern",
          e);
    }
  }

  public String expression() {
    return expression;
  }

  @Override
  public void find(byte[] text, int from, int to, Matches matches) {
    // Bytes that are no character become one each, so that places can be counted back.
    String string = string(text, from, to);
    Matcher matcher = pattern.matcher(string);
    int index = 0;
    int at = from;
    try {
      while (matcher.find()) {
        int start = advance(text, at, to, matcher.start() - index);
        int end = advance(text, start, to, matcher.end() - matcher.start());
        matches.add(start, end);
        index = matcher.end();
        at = end;
      }
    } catch (StackOverflowError e) {
      throw new MalformedInput(
          "the regular expression '" + expression + "'",
          "",
          "needs more stack than there is on a stretch of " + (to - from) + " bytes",
          "write it without nested repetition, or possessively");
    }
  }

  private static String string(byte[] text, int from, int to) {
    if (Utf8.firstInvalid(text, from, to) == to) {
      return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
    StringBuilder string = new StringBuilder(to - from);
    for (int at = from; at < to; ) {
      int codePoint = Utf8.codePoint(text, at, to);
      string.appendCodePoint(codePoint >= Utf8.INVALID ? 0xfffd : codePoint);
      at += Utf8.length(codePoint);
    }
    return string.toString();
  }

  /// The place so many UTF-16 units further on.
  private static int advance(byte[] text, int at, int to, int units) {
    while (units > 0) {
      int codePoint = Utf8.codePoint(text, at, to);
      at += Utf8.length(codePoint);
      units -= codePoint >= 0x10000 && codePoint < Utf8.INVALID ? 2 : 1;
    }
    return at;
  }

  @Override
  public Json.Members json() {
    return Json.object().with("Regex", Json.of(expression));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression that && expression.equals(that.expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }
}
