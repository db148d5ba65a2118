package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The symbols that merging begins with: the ids of single bytes or characters.
final class Symbols {
  /// What stands for a character that is in no token.
  static final int ABSENT = -1;

  private final Vocabulary vocabulary;
  private final BpeSettings settings;
  private final int unknown;
  private final int[] bytes; // of each byte or ASCII character standing alone, ABSENT if none
  private final int[] fallback; // of each byte as <0xNN>; empty without byte fallback
  private final boolean plain;
  private final byte[] prefix;
  private final byte[] suffix;

  Symbols(Vocabulary vocabulary, BpeSettings settings, String source) {
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.unknown = settings.unknown().map(vocabulary::id).orElse(ABSENT);
    if (settings.unknown().isPresent() && unknown < 0) {
      throw new MalformedInput(
          source,
          "",
          "the unknown token '" + settings.unknown().get() + "' is not in the vocabulary",
          "add it or set unk_token to null");
    }
    this.prefix = settings.prefix().getBytes(StandardCharsets.UTF_8);
    this.suffix = settings.suffix().getBytes(StandardCharsets.UTF_8);
    this.plain = prefix.length == 0 && suffix.length == 0;
    this.bytes = new int[256];
    for (int b = 0; b < 256; b++) {
      bytes[b] = vocabulary.id(new byte[] {(byte) b});
    }
    this.fallback = settings.byteFallback() ? fallback(vocabulary) : new int[0];
  }

  private static int[] fallback(Vocabulary vocabulary) {
    int[] ids = new int[256];
    Arrays.setAll(ids, b -> vocabulary.id(String.format(Locale.ROOT, "<0x%02X>", b)));
    return ids;
  }

  /// The unknown token, or [#ABSENT].
  int unknown() {
    return unknown;
  }

  /// How many symbols there can be at most in so many bytes.
  int most(int length) {
    return length;
  }

  /// Writes the symbols of the piece and the places behind them; returns their number.
  int split(byte[] text, int from, int to, int[] ids, int[] ends) {
    return settings.alphabet() == Alphabet.BYTES
        ? bytes(text, from, to, ids, ends)
        : characters(text, from, to, ids, ends);
  }

  private int bytes(byte[] text, int from, int to, int[] ids, int[] ends) {
    int count = 0;
    for (int at = from; at < to; at++) {
      int id = plain ? bytes[text[at] & 0xff] : affixed(text, at, at + 1, at == from, at + 1 == to);
      if (id >= 0) {
        ids[count] = id;
        ends[count++] = at + 1;
      } else {
        count = unknown(count, at + 1, ids, ends);
      }
    }
    return count;
  }

  private int characters(byte[] text, int from, int to, int[] ids, int[] ends) {
    int count = 0;
    for (int at = from; at < to; ) {
      int end = at + (text[at] >= 0 ? 1 : Utf8.length(Utf8.codePoint(text, at, to)));
      int id =
          !plain
              ? affixed(text, at, end, at == from, end == to)
              : text[at] >= 0 ? bytes[text[at]] : vocabulary.id(text, at, end);
      if (id >= 0) {
        ids[count] = id;
        ends[count++] = end;
      } else if (canFallBack(text, at, end)) {
        for (int i = at; i < end; i++) {
          ids[count] = fallback[text[i] & 0xff];
          ends[count++] = i + 1;
        }
      } else {
        count = unknown(count, end, ids, ends);
      }
      at = end;
    }
    return count;
  }

  private boolean canFallBack(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (fallback.length == 0 || fallback[text[at] & 0xff] < 0) {
        return false;
      }
    }
    return true;
  }

  private int unknown(int count, int end, int[] ids, int[] ends) {
    if (unknown < 0) {
      return count;
    }
    ids[count] = unknown;
    ends[count] = end;
    return count + 1;
  }

  private int affixed(byte[] text, int from, int to, boolean first, boolean last) {
    byte[] symbol = new byte[prefix.length + to - from + suffix.length];
    int length = 0;
    if (!first) {
      System.arraycopy(prefix, 0, symbol, 0, prefix.length);
      length = prefix.length;
    }
    System.arraycopy(text, from, symbol, length, to - from);
    length += to - from;
    if (last) {
      System.arraycopy(suffix, 0, symbol, length, suffix.length);
      length += suffix.length;
    }
    return vocabulary.id(symbol, 0, length);
  }
}
