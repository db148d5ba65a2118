package chainrule.train.ngram.estimation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A piece of text that ends between words, and its words' ids once it is split. Words that the
/// shared table does not know yet get ids of this block's own, written as their complement, until
/// [#settle] gives them the next ids of all. So blocks can be split at once and still number words
/// by first occurrence.
final class TextBlock {
  /// Bytes that must be writable behind the text.
  static final int SPARE = 16;

  private static final int TOGETHER = 64; // words that are found in one go

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long BLANKS = 0x2121212121212121L; // each one more than a space
  private static final long HIGH = 0x8080808080808080L;

  /// What separates words, as in KenLM: NUL, tab, line feed, carriage return, space.
  private static final boolean[] SEPARATES = new boolean[256];

  static {
    for (char c : "\0\t\n\r ".toCharArray()) {
      SEPARATES[c] = true;
    }
  }

  static boolean separates(byte b) {
    return SEPARATES[b & 0xFF];
  }

  byte[] text;
  int length;
  int[] tokens;
  int size;
  int lines; // line feeds in the text
  int special; // index of the first special word in the tokens, or -1
  private final WordTable own = new WordTable();
  private int[] firstAt = new int[1 << 10]; // by own id, where in the text

  TextBlock(int bytes) {
    text = new byte[bytes + SPARE];
    tokens = new int[bytes + 1];
  }

  void reserve(int bytes) {
    if (bytes + SPARE > text.length) {
      text = Arrays.copyOf(text, bytes + SPARE);
      tokens = new int[bytes + 1];
    }
  }

  /// Finds words and lines. The table may be read by others meanwhile, but not changed.
  void split(WordTable table) {
    own.clear();
    Arrays.fill(text, length, length + SPARE, (byte) ' ');
    size = 0;
    lines = 0;
    special = -1;
    for (int at = 0; at < length; ) {
      at = split(table, at);
    }
  }

  /// Finds a few words; a method that is called often is compiled sooner than a loop that runs
  /// long, and only once.
  ///
  /// @param from where no word is being read
  /// @return where to go on
  private int split(WordTable table, int from) {
    byte[] bytes = text;
    int end = length;
    int[] ids = tokens;
    int count = size;
    int enough = count + TOGETHER;
    int at = from;
    while (count < enough) {
      while (at < end && SEPARATES[bytes[at] & 0xFF]) {
        if (bytes[at] == '\n') {
          ids[count++] = Special.END;
          lines++;
        }
        at++;
      }
      if (at >= end) {
        break;
      }
      int start = at;
      at = wordEnd(bytes, at);
      long hash = WordTable.hash(bytes, start, at - start);
      int id = table.find(bytes, start, at - start, hash);
      if (id < 0) {
        id = ~ownId(start, at - start, hash);
      } else if (id < Special.WORDS.size()) {
        if (special < 0) {
          special = count;
        }
        id = Integer.MIN_VALUE + id; // told apart from line ends
      }
      ids[count++] = id;
    }
    size = count;
    return at;
  }

  private static int wordEnd(byte[] bytes, int from) {
    int at = from;
    while (true) {
      long eight = (long) LONG.get(bytes, at);
      long low =
          (eight - BLANKS) & ~eight & HIGH; // exact up to the first byte that is not above a space
      if (low == 0) {
        at += Long.BYTES;
      } else {
        at += Long.numberOfTrailingZeros(low) >>> 3;
        if (SEPARATES[bytes[at] & 0xFF]) {
          return at;
        }
        at++; // some other control character: part of a word
      }
    }
  }

  private int ownId(int start, int wordLength, long hash) {
    int id = own.find(text, start, wordLength, hash);
    if (id < 0) {
      id = own.add(text, start, wordLength, hash);
      if (id == firstAt.length) {
        firstAt = Arrays.copyOf(firstAt, 2 * id);
      }
      firstAt[id] = start;
    }
    return id;
  }

  /// The first special word of the block, for a message.
  String specialWord() {
    return Special.WORDS.get(tokens[special] - Integer.MIN_VALUE);
  }

  /// How many lines end before the first special word.
  int linesBeforeSpecial() {
    int before = 0;
    for (int i = 0; i < special; i++) {
      before += tokens[i] == Special.END ? 1 : 0;
    }
    return before;
  }

  /// Takes special words out, as if blanks stood there.
  void dropSpecial() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (tokens[i] >= Integer.MIN_VALUE + Special.WORDS.size()) {
        tokens[kept++] = tokens[i];
      }
    }
    size = kept;
  }

  /// Adds this block's new words to the table; all blocks before it must have done so.
  void settle(WordTable table, NewWord check) {
    int[] ids = new int[own.size()];
    for (int id = 0; id < ids.length; id++) {
      ids[id] = check.id(table, own.bytes(), own.start(id), own.length(id), firstAt[id]);
    }
    if (ids.length > 0) {
      replaceOwn(ids);
    }
  }

  private void replaceOwn(int[] ids) {
    for (int i = 0; i < size; i++) {
      int token = tokens[i];
      if (token < 0) {
        tokens[i] = ids[~token];
      }
    }
  }

  /// Gives a word that this block has first, or one before it has had meanwhile, its id.
  interface NewWord {
    int id(WordTable table, byte[] bytes, int start, int length, int placeInBlock);
  }
}
