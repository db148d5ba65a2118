package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.text.PrintableBytes;
import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.WordCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The tokens that a vocabulary begins with: special tokens, the 256 bytes where they are wanted,
/// and for [Alphabet#CHARACTERS] the characters of the text, by code point. Bytes of a byte-level
/// vocabulary stand in the order of the letters that files write them by.
final class StartAlphabet {
  /// What no symbol stands for.
  static final int NONE = -1;

  private final List<byte[]> tokens = new ArrayList<>();
  private final int[] bytes = new int[256]; // ids of bytes as symbols; NONE for characters
  private final Map<Integer, Integer> characters = new HashMap<>();
  private final Alphabet alphabet;

  private StartAlphabet(Alphabet alphabet) {
    this.alphabet = alphabet;
    Arrays.fill(bytes, NONE);
  }

  static StartAlphabet of(WordCounts words, BpeTrainer.Settings settings) {
    StartAlphabet start = new StartAlphabet(settings.alphabet());
    start.addSpecials(settings.specials());
    switch (settings.alphabet()) {
      case BYTES -> start.addBytes();
      case CHARACTERS -> {
        if (settings.byteFallback()) {
          start.addFallback();
        }
        start.addCharacters(words, settings);
      }
    }
    return start;
  }

  private void addSpecials(List<String> specials) {
    Set<String> seen = new HashSet<>();
    for (String special : specials) {
      if (special.isEmpty() || !seen.add(special)) {
        throw new BadSetting(
            special.isEmpty()
                ? "a special token is empty"
                : "the special token '" + special + "' is given twice",
            "");
      }
      tokens.add(special.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void addBytes() {
    List<Integer> order = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      order.add(b);
    }
    order.sort(Comparator.comparingInt(b -> PrintableBytes.letter((byte) (int) b)));
    for (int b : order) {
      bytes[b] = tokens.size();
      tokens.add(new byte[] {(byte) b});
    }
  }

  private void addFallback() {
    for (int b = 0; b < 256; b++) {
      tokens.add(String.format(Locale.ROOT, "<0x%02X>", b).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void addCharacters(WordCounts words, BpeTrainer.Settings settings) {
    Map<Integer, Long> counts = new HashMap<>();
    long all = 0;
    byte[] pool = words.pool();
    for (int word = 0; word < words.size(); word++) {
      for (int at = words.from(word); at < words.to(word); ) {
        int codePoint = Utf8.codePoint(pool, at, words.to(word));
        counts.merge(codePoint, words.count(word), Math::addExact);
        all += words.count(word);
        at += Utf8.length(codePoint);
      }
    }
    List<Integer> frequent = new ArrayList<>(counts.keySet());
    frequent.sort(Comparator.<Integer>comparingLong(c -> -counts.get(c)).thenComparingInt(c -> c));
    Set<Integer> kept = new HashSet<>();
    settings.initialAlphabet().codePoints().forEach(kept::add);
    long covered = 0;
    for (int codePoint : frequent) {
      if (covered >= settings.coverage() * all || codePoint >= Utf8.INVALID) {
        continue;
      }
      kept.add(codePoint);
      covered += counts.get(codePoint);
    }
    for (int codePoint : kept.stream().sorted().toList()) {
      characters.put(codePoint, tokens.size());
      tokens.add(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }
  }

  int size() {
    return tokens.size();
  }

  byte[] token(int id) {
    return tokens.get(id);
  }

  /// Writes the symbols of a word; returns their number.
  int cut(byte[] text, int from, int to, int[] symbols, int at) {
    int out = at;
    if (alphabet == Alphabet.BYTES) {
      for (int i = from; i < to; i++) {
        symbols[out++] = bytes[text[i] & 0xff];
      }
      return out - at;
    }
    for (int i = from; i < to; ) {
      int codePoint = Utf8.codePoint(text, i, to);
      symbols[out++] = characters.getOrDefault(codePoint, NONE);
      i += Utf8.length(codePoint);
    }
    return out - at;
  }
}
