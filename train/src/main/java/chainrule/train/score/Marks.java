package chainrule.train.score;

import java.util.OptionalInt;

/// The tokens by which a tokenizer marks where documents begin and end, where it has them.
public record Marks(OptionalInt begin, OptionalInt end) {
  public static final Marks NONE = new Marks(OptionalInt.empty(), OptionalInt.empty());

  boolean isBegin(int id) {
    return begin.isPresent() && begin.getAsInt() == id;
  }

  boolean isEnd(int id) {
    return end.isPresent() && end.getAsInt() == id;
  }
}
