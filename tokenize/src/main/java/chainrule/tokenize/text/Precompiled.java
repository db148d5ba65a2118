package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.Arrays;
import java.util.Base64;

/// SentencePiece's compiled rules in the way that Hugging Face tokenizers apply them: to each
/// grapheme cluster of fewer than six bytes as a whole, of which the shortest matching rule
/// replaces all, and else to each character.
public final class Precompiled implements Normalizer {
  private static final int LONGEST_CLUSTER = 5; // bytes

  private final CompiledRules map;

  /// @param map the bytes as they stand in a SentencePiece model
  public Precompiled(byte[] map) {
    this(CompiledRules.of("precompiled_charsmap", map));
  }

  Precompiled(CompiledRules map) {
    this.map = map;
  }

  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    byte[] text = in.bytes();
    int length = in.length();
    int copied = 0;
    int at = 0;
    while (at < length) {
      if (map.isPlain(text, at, length)) {
        at++;
        continue;
      }
      int end = cluster(text, at, length);
      boolean whole =
          end - at <= LONGEST_CLUSTER && map.shortest(text, at, end) != CompiledRules.NONE;
      while (at < end) {
        int next = whole ? end : at + Utf8.length(Utf8.codePoint(text, at, length));
        long rule = map.shortest(text, at, next);
        if (rule != CompiledRules.NONE) {
          out.append(in, copied, at);
          out.replace(map.replacement(rule), in, at, next);
          copied = next;
        }
        at = next;
      }
    }
    out.append(in, copied, length);
  }

  /// The end of the grapheme cluster that begins here.
  private static int cluster(byte[] text, int at, int to) {
    int codePoint = Utf8.codePoint(text, at, to);
    int end = at + Utf8.length(codePoint);
    while (end < to) {
      int next = Utf8.codePoint(text, end, to);
      if (!GraphemeClusters.joined(codePoint, next)) {
        break;
      }
      codePoint = next;
      end += Utf8.length(next);
    }
    return end;
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("Precompiled"))
        .with("precompiled_charsmap", Json.of(Base64.getEncoder().encodeToString(map.compiled())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Precompiled that && Arrays.equals(map.compiled(), that.map.compiled());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(map.compiled());
  }
}
