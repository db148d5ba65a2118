package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as people write them: `90`, `90s`, `15m`, `1h30m`, `2d`.
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(s|m|h|d|)");

  private Durations() {}

  /// @param option for messages
  public static double seconds(String option, String text) {
    double seconds = 0;
    Matcher part = PART.matcher(text.strip().toLowerCase(Locale.ROOT));
    int at = 0;
    while (part.find() && part.start() == at && part.end() > at) {
      seconds +=
          Double.parseDouble(part.group(1))
              * switch (part.group(2)) {
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86_400;
                default -> 1;
              };
      at = part.end();
    }
    if (at != text.strip().length() || at == 0 || seconds <= 0) {
      throw new BadSetting(
          option + ": '" + text + "' is no time", "write it as 90s, 15m, 2h or 1h30m");
    }
    return seconds;
  }
}
