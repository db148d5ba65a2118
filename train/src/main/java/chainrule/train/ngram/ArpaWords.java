package chainrule.train.ngram;

import chainrule.tokenize.io.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/// The words of an ARPA file. They get ids in the order of the 1-grams; `<unk>`, `<s>` and `</s>`
/// that are not listed get ids after the last.
final class ArpaWords {
  private final List<ArpaLines.Chunk> unigrams;
  private final ArpaErrors errors;
  private final Vocabulary vocabulary;
  private final WordIndex index;

  /// @param unigrams their lines
  /// @param count of them
  ArpaWords(List<ArpaLines.Chunk> unigrams, long count, ArpaErrors errors) {
    this.unigrams = unigrams;
    this.errors = errors;
    this.vocabulary = vocabulary(count);
    this.index = indexOf(vocabulary);
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  WordIndex index() {
    return index;
  }

  private Vocabulary vocabulary(long count) {
    long room = unigrams.stream().mapToLong(chunk -> chunk.bytes().length).sum() + 64;
    if (room > Integer.MAX_VALUE || count > Integer.MAX_VALUE - 8) {
      throw new MalformedInput(errors.name(), "", "has more words than 31 bits can number", "");
    }
    byte[] bytes = new byte[(int) room];
    int[] starts = new int[(int) count + 4];
    int size = 0;
    for (ArpaLines.Chunk chunk : unigrams) {
      ArpaBlock.Cursor cursor = new ArpaBlock.Cursor(chunk.bytes());
      for (int i = 0; i < chunk.count(); i++) {
        cursor.field();
        if (!cursor.field()) {
          throw errors.malformed(chunk.line() + i, "has no word");
        }
        starts[size + 1] = append(bytes, starts[size], cursor);
        size++;
        while (cursor.field()) {}
        cursor.nextLine();
      }
    }
    return withSpecials(bytes, starts, size);
  }

  private static int append(byte[] bytes, int at, ArpaBlock.Cursor word) {
    int length = word.to - word.from;
    System.arraycopy(word.bytes, word.from, bytes, at, length);
    return at + length;
  }

  private Vocabulary withSpecials(byte[] bytes, int[] starts, int listed) {
    int size = listed;
    WordIndex index = indexOf(new Vocabulary(bytes, Arrays.copyOf(starts, listed + 1)));
    for (String special : List.of(Vocabulary.UNKNOWN, Vocabulary.BEGIN, Vocabulary.END)) {
      boolean shouted =
          special.equals(Vocabulary.UNKNOWN)
              && index.find(Vocabulary.UNKNOWN_SHOUTED) != WordIndex.ABSENT;
      if (index.find(special) == WordIndex.ABSENT && !shouted) {
        byte[] word = special.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(word, 0, bytes, starts[size], word.length);
        starts[size + 1] = starts[size] + word.length;
        size++;
      }
    }
    return new Vocabulary(bytes, Arrays.copyOf(starts, size + 1));
  }

  private WordIndex indexOf(Vocabulary words) {
    try {
      return WordIndex.of(words);
    } catch (WordSections.Duplicate e) {
      throw errors.duplicate(1, words.word(e.id()), lineOfUnigram(e.id()));
    }
  }

  private long lineOfUnigram(int id) {
    int before = 0;
    for (ArpaLines.Chunk chunk : unigrams) {
      if (id < before + chunk.count()) {
        return chunk.line() + id - before;
      }
      before += chunk.count();
    }
    throw new NoSuchElementException("unigram " + id);
  }
}
