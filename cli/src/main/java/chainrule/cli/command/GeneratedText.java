package chainrule.cli.command;

import chainrule.tokenize.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The text of tokens that come one by one: where a stop text comes it ends, and what may yet turn
/// out to be a part of one, or of a character, is held back. Not for several threads.
final class GeneratedText {
  private final Tokenizer tokenizer;
  private final List<byte[]> stops;
  private final int longestStop;
  private final int promptBytes; // its text, where tokens cannot be decoded by themselves
  private int[] tokens;
  private final int promptSize;
  private int size;
  private byte[] text = new byte[256];
  private int length;
  private int told; // how many bytes of it
  private int end = -1; // where a stop text begins

  /// @param promptTokens what the text goes on from
  GeneratedText(Tokenizer tokenizer, int[] promptTokens, List<String> stops) {
    this.tokenizer = tokenizer;
    this.stops = stops.stream().map(stop -> stop.getBytes(StandardCharsets.UTF_8)).toList();
    this.longestStop = this.stops.stream().mapToInt(stop -> stop.length).max().orElse(0);
    this.tokens = Arrays.copyOf(promptTokens, promptTokens.length + 64);
    this.promptSize = promptTokens.length;
    this.size = promptSize;
    this.promptBytes =
        tokenizer.isPlain() ? 0 : tokenizer.decode(tokens, 0, promptSize, false).length;
  }

  /// @return whether the text goes on
  boolean add(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
    }
    tokens[size++] = token;
    int before = length;
    if (tokenizer.isPlain()) {
      append(tokenizer.decode(tokens, size - 1, size, false), 0);
    } else {
      length = 0;
      append(tokenizer.decode(tokens, 0, size, false), promptBytes);
    }
    end = firstStop(Math.max(0, Math.min(before, length) - longestStop + 1));
    return end < 0;
  }

  private void append(byte[] bytes, int from) {
    int more = Math.max(0, bytes.length - from);
    if (length + more > text.length) {
      text = Arrays.copyOf(text, 2 * (length + more));
    }
    System.arraycopy(bytes, bytes.length - more, text, length, more);
    length += more;
  }

  private int firstStop(int from) {
    for (int at = from; at < length; at++) {
      for (byte[] stop : stops) {
        if (at + stop.length <= length
            && Arrays.equals(text, at, at + stop.length, stop, 0, stop.length)) {
          return at;
        }
      }
    }
    return -1;
  }

  /// What can be told by now and was not told before.
  byte[] news() {
    int safe = end >= 0 ? end : Math.min(beforeStop(), Utf8Tail.whole(text, length));
    byte[] news = told < safe ? Arrays.copyOfRange(text, told, safe) : new byte[0];
    told = Math.max(told, safe);
    return news;
  }

  /// Where the longest end of the text begins that a stop text may begin with.
  private int beforeStop() {
    for (int at = Math.max(0, length - longestStop + 1); at < length; at++) {
      int left = length - at;
      for (byte[] stop : stops) {
        if (left < stop.length && Arrays.equals(text, at, length, stop, 0, left)) {
          return at;
        }
      }
    }
    return length;
  }

  /// What is left to tell when no more tokens come.
  byte[] rest() {
    int whole = end >= 0 ? end : length;
    byte[] rest = Arrays.copyOfRange(text, Math.min(told, whole), whole);
    told = whole;
    return rest;
  }

  /// All of it.
  String text() {
    return new String(text, 0, end >= 0 ? end : length, StandardCharsets.UTF_8);
  }

  /// The tokens that were made.
  int[] made() {
    return Arrays.copyOfRange(tokens, promptSize, size);
  }
}
