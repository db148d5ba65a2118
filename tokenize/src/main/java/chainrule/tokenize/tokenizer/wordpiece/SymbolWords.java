package chainrule.tokenize.tokenizer.wordpiece;

import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.WordCounts;
import java.util.Arrays;

/// The training words as symbols, which merging makes fewer, and the [PairTable] of their
/// neighbours. A word is left out that has a character outside the alphabet or is too long to be
/// spelled later.
final class SymbolWords {
  /// Gives the symbol of a character.
  interface Symbols {
    /// @return -1 for a character outside the alphabet
    int of(int codePoint, boolean first);
  }

  private static final int LONGEST = WordPieceModel.Settings.BERT.longestWord();

  private final PairTable pairs = new PairTable();
  private int round;
  private int[] symbols = new int[1 << 12];
  private int length;
  private final int[] starts; // of each word
  private final int[] ends;
  private final long[] counts;

  SymbolWords(WordCounts words, Symbols alphabet) {
    starts = new int[words.size()];
    ends = new int[words.size()];
    counts = new long[words.size()];
    for (int word = 0; word < words.size(); word++) {
      starts[word] = length;
      counts[word] = words.count(word);
      if (!spell(words.pool(), words.from(word), words.to(word), alphabet)) {
        length = starts[word];
      }
      ends[word] = length;
      count(word, counts[word], true);
    }
    pairs.pushAll();
  }

  private boolean spell(byte[] text, int from, int to, Symbols alphabet) {
    int longest = length + LONGEST;
    for (int at = from; at < to; ) {
      int codePoint = Utf8.codePoint(text, at, to);
      int symbol = codePoint >= Utf8.INVALID ? -1 : alphabet.of(codePoint, at == from);
      if (symbol < 0 || length == longest) {
        return false;
      }
      if (length == symbols.length) {
        symbols = Arrays.copyOf(symbols, 2 * length);
      }
      symbols[length++] = symbol;
      at += Utf8.length(codePoint);
    }
    return true;
  }

  PairTable pairs() {
    return pairs;
  }

  /// Adds the pairs of a word to the table, or takes them out.
  private void count(int word, long count, boolean note) {
    for (int i = starts[word]; i + 1 < ends[word]; i++) {
      pairs.add(symbols[i], symbols[i + 1], count, note ? word : -1);
    }
  }

  /// Replaces a pair by one symbol in all words.
  void merge(int pair, int merged) {
    int left = pairs.left(pair);
    int right = pairs.right(pair);
    int[] words = pairs.takeWords(pair);
    for (int word : words) {
      if (occurs(word, left, right)) {
        count(word, -counts[word], false);
        replace(word, left, right, merged);
        countMerged(word, merged);
      }
    }
    round++;
    for (int word : words) {
      push(word, merged);
    }
  }

  private boolean occurs(int word, int left, int right) {
    for (int i = starts[word]; i + 1 < ends[word]; i++) {
      if (symbols[i] == left && symbols[i + 1] == right) {
        return true;
      }
    }
    return false;
  }

  private void replace(int word, int left, int right, int merged) {
    int written = starts[word];
    for (int i = starts[word]; i < ends[word]; i++) {
      if (i + 1 < ends[word] && symbols[i] == left && symbols[i + 1] == right) {
        symbols[written++] = merged;
        i++;
      } else {
        symbols[written++] = symbols[i];
      }
    }
    ends[word] = written;
  }

  /// Only pairs with the new symbol occur in this word for the first time.
  private void countMerged(int word, int merged) {
    for (int i = starts[word]; i + 1 < ends[word]; i++) {
      boolean isNew = symbols[i] == merged || symbols[i + 1] == merged;
      pairs.add(symbols[i], symbols[i + 1], counts[word], isNew ? word : -1);
    }
  }

  private void push(int word, int merged) {
    for (int i = starts[word]; i + 1 < ends[word]; i++) {
      if (symbols[i] == merged || symbols[i + 1] == merged) {
        pairs.push(symbols[i], symbols[i + 1], round);
      }
    }
  }
}
