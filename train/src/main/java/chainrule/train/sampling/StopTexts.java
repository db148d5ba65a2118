package chainrule.train.sampling;

import chainrule.tokenize.io.BadSetting;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Texts that end what is generated, where they come: they and all behind them are left out.
///
/// @param texts none for going on
public record StopTexts(List<String> texts) {
  public StopTexts {
    texts = List.copyOf(texts);
    if (texts.contains("")) {
      throw new BadSetting("--stop '' would stop before anything is said", "leave it out");
    }
  }

  /// Where the first of them begins in a text, or -1.
  public int firstIn(String text) {
    int first = -1;
    for (String stop : texts) {
      int at = text.indexOf(stop);
      first = at >= 0 && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  /// The most bytes that one of them has, and so the most tokens that it can be spread over.
  public int longest() {
    return texts.stream()
        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .max()
        .orElse(0);
  }
}
