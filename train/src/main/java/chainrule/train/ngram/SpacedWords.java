package chainrule.train.ngram;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.StringJoiner;

/// Words as they are, with a space between each two.
public final class SpacedWords implements WordText {
  private final NgramModel model;
  private final int unknown;

  public SpacedWords(NgramModel model) {
    this.model = model;
    this.unknown = model.unknown();
  }

  @Override
  public int[] words(String text) {
    return text.isBlank()
        ? new int[0]
        : Arrays.stream(text.strip().split("\\s+", -1))
            .mapToInt(word -> id(word).orElse(unknown))
            .toArray();
  }

  @Override
  public String text(int[] words, int from, int to) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = from; i < to; i++) {
      text.add(word(words[i]));
    }
    return text.toString();
  }

  /// The word with this id.
  public String word(int id) {
    return model.words().word(id);
  }

  @Override
  public String join(String beginning, String rest) {
    return beginning.isBlank() ? rest : rest.isEmpty() ? beginning : beginning + " " + rest;
  }

  @Override
  public OptionalInt id(String word) {
    int id = model.words().find(word);
    return id == WordIndex.ABSENT ? OptionalInt.empty() : OptionalInt.of(id);
  }
}
