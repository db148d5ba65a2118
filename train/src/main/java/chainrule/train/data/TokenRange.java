package chainrule.train.data;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.MappedTokens;

/// A stretch of the tokens of a file: all of them, or the part that trains or validates. Threads
/// may share it.
///
/// @param from number of the first token
/// @param to number after the last
public record TokenRange(MappedTokens tokens, long from, long to) {
  public TokenRange {
    if (from < 0 || to < from || to > tokens.size()) {
      throw new IllegalArgumentException(from + " to " + to + " of " + tokens.size());
    }
  }

  public static TokenRange all(MappedTokens tokens) {
    return new TokenRange(tokens, 0, tokens.size());
  }

  public long size() {
    return to - from;
  }

  /// The first part, of so many tokens.
  public TokenRange head(long count) {
    return new TokenRange(tokens, from, from + count);
  }

  /// What follows the first so many tokens.
  public TokenRange after(long count) {
    return new TokenRange(tokens, from + count, to);
  }

  /// Copies `count` tokens, the first of them number `start` of this range.
  public void copy(long start, int count, int[] into, int at) {
    if (start < 0 || start + count > size()) {
      throw new IndexOutOfBoundsException(start + " + " + count + " of " + size());
    }
    tokens.copy(from + start, count, into, at);
  }

  /// Refuses ids that a vocabulary does not have, before hours of work meet the first: looks at
  /// every token, unless the file promises that there is none.
  ///
  /// @param name of this range, for messages
  public void requireBelow(String name, int vocabulary) {
    if (tokens.header().isPresent() && tokens.header().get().vocabularySize() <= vocabulary) {
      return;
    }
    int[] some = new int[(int) Math.min(size(), 1 << 16)];
    for (long start = 0; start < size(); start += some.length) {
      read(name, Math.min(start, size() - some.length), vocabulary, some);
    }
  }

  /// Fills `into` with the tokens from number `start` of this range on and refuses ids that a
  /// vocabulary does not have.
  ///
  /// @param name of this range, for messages
  public void read(String name, long start, int vocabulary, int[] into) {
    copy(start, into.length, into, 0);
    for (int i = 0; i < into.length; i++) {
      if (into[i] < 0 || into[i] >= vocabulary) {
        throw new MalformedInput(
            name,
            "token %,d".formatted(start + i + 1),
            "is %d, but the vocabulary has %,d tokens"
                .formatted(Integer.toUnsignedLong(into[i]), vocabulary),
            "name the tokenizer that made it with -t, or give a larger --vocab-size");
      }
    }
  }
}
