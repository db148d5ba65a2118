package chainrule.cli.command;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A small text of our own to learn from: talk on a harbour wall, grown from a grammar. The same
/// seed grows the same text, so that the demo needs no file.
final class DemoText {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  private static final Map<String, List<String>> GRAMMAR =
      Map.ofEntries(
          Map.entry(
              "line",
              List.of(
                  "{claim}.",
                  "{claim}, and {claim}.",
                  "{claim}, but {claim}.",
                  "When {claim}, {claim}.",
                  "If {claim}, {promise}.",
                  "{question}?",
                  "{question}, or {question}?",
                  "{wish}!",
                  "{claim}; {promise}.")),
          Map.entry(
              "claim",
              List.of(
                  "{thing} {does} {where}",
                  "{thing} {does} {when}",
                  "{person} {acts} {thing} {when}",
                  "{person} {acts} {thing} {where}",
                  "{person} never {acts} {thing}",
                  "{person} told {person} that {thing} {does}",
                  "nobody {acts} {thing} {where}",
                  "{thing} is {how}",
                  "{thing} is as {how} as {thing}")),
          Map.entry(
              "promise",
              List.of(
                  "I will {act} {thing} {when}",
                  "we must {act} {thing}",
                  "{person} shall {act} {thing} {where}",
                  "let us {act} {thing} and {act} {thing}")),
          Map.entry(
              "question",
              List.of(
                  "who {acts} {thing} {when}",
                  "why does {person} {act} {thing}",
                  "where did {person} {act} {thing}",
                  "is {thing} {how} {when}")),
          Map.entry(
              "wish",
              List.of("may {thing} be {how}", "{act} {thing}", "oh, that {thing} were {how}")),
          Map.entry(
              "thing",
              List.of(
                  "the tide",
                  "the lamp",
                  "the old boat",
                  "the north wind",
                  "a loaf of bread",
                  "the harbour bell",
                  "my brother's net",
                  "the captain's letter",
                  "a silver fish",
                  "the fog",
                  "the last ferry",
                  "the market",
                  "a coat of wool",
                  "the moon",
                  "the long rope",
                  "a song",
                  "the lighthouse",
                  "the winter")),
          Map.entry(
              "person",
              List.of(
                  "the keeper",
                  "my mother",
                  "the baker's daughter",
                  "Anselm",
                  "Brida",
                  "the ferryman",
                  "old Corvin",
                  "the harbour master",
                  "a stranger")),
          Map.entry(
              "does",
              List.of(
                  "waits",
                  "sleeps",
                  "rises slowly",
                  "comes home",
                  "turns",
                  "sings",
                  "grows cold",
                  "breaks",
                  "shines")),
          Map.entry(
              "act",
              List.of(
                  "mend", "carry", "follow", "forget", "sell", "watch", "bring", "hear", "praise")),
          Map.entry(
              "acts",
              List.of(
                  "mends", "carries", "follows", "forgets", "sells", "watches", "brings", "hears",
                  "praises")),
          Map.entry(
              "where",
              List.of(
                  "by the wall",
                  "beyond the bay",
                  "under the bridge",
                  "at the end of the pier",
                  "in the baker's house",
                  "on the hill",
                  "among the nets")),
          Map.entry(
              "when",
              List.of(
                  "before morning",
                  "at noon",
                  "every evening",
                  "after the rain",
                  "in the dark months",
                  "tonight",
                  "once a year")),
          Map.entry(
              "how",
              List.of(
                  "quiet", "heavy", "bright", "late", "patient", "lost", "warm", "honest", "far")));

  private static final List<String> SPEAKERS =
      List.of("KEEPER", "ANSELM", "BRIDA", "FERRYMAN", "CORVIN", "STRANGER");

  private final SplittableRandom random;

  private DemoText(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// At least this many characters, in whole speeches: a name, then lines, then an empty line.
  static String grow(long seed, int characters) {
    DemoText text = new DemoText(seed);
    StringBuilder grown = new StringBuilder();
    while (grown.length() < characters) {
      grown.append(text.pick(SPEAKERS)).append(":\n");
      for (int lines = 1 + text.random.nextInt(4); lines > 0; lines--) {
        String line = text.expand(text.pick(GRAMMAR.get("line")));
        grown.append(Character.toUpperCase(line.charAt(0))).append(line, 1, line.length());
        grown.append('\n');
      }
      grown.append('\n');
    }
    return grown.toString();
  }

  private String expand(String pattern) {
    Matcher names = NAME.matcher(pattern);
    StringBuilder expanded = new StringBuilder();
    while (names.find()) {
      names.appendReplacement(
          expanded, Matcher.quoteReplacement(expand(pick(GRAMMAR.get(names.group(1))))));
    }
    return names.appendTail(expanded).toString();
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
