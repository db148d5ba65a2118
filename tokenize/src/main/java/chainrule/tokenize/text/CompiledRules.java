package chainrule.tokenize.text;

import chainrule.tokenize.io.MalformedInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The compiled normalization rules of SentencePiece: a double-array trie (of Darts' format) from
/// byte strings to places in a block of zero-terminated replacements. Immutable.
public final class CompiledRules {
  /// No rule matches.
  public static final long NONE = -1;

  private final byte[] compiled;
  private final int[] units;
  private final byte[] replacements;
  private final boolean[] plain = new boolean[128];

  private CompiledRules(byte[] compiled, int[] units, byte[] replacements) {
    this.compiled = compiled;
    this.units = units;
    this.replacements = replacements;
    for (int b = 1; b < 128; b++) {
      plain[b] = isPlain((byte) b);
    }
  }

  /// @param source a file's name, for messages
  /// @param compiled the bytes as they stand in a SentencePiece model
  public static CompiledRules of(String source, byte[] compiled) {
    ByteBuffer data = ByteBuffer.wrap(compiled).order(ByteOrder.LITTLE_ENDIAN);
    int size = compiled.length < Integer.BYTES ? -1 : data.getInt();
    if (size <= 0 || size % Integer.BYTES != 0 || size >= data.remaining()) {
      throw damaged(source, "its trie has " + size + " bytes of " + compiled.length);
    }
    int[] units = new int[size / Integer.BYTES];
    data.asIntBuffer().get(units);
    byte[] replacements = new byte[data.remaining() - size];
    data.get(data.position() + size, replacements);
    if (replacements[replacements.length - 1] != 0) {
      throw damaged(source, "its last replacement has no end");
    }
    return new CompiledRules(compiled.clone(), units, replacements);
  }

  private static MalformedInput damaged(String source, String problem) {
    return new MalformedInput(
        source,
        "",
        "the compiled normalization rules are damaged: " + problem,
        "fetch or make the file again");
  }

  public byte[] compiled() {
    return compiled.clone();
  }

  /// The longest rule that a text begins with, or [#NONE]; else [#length(long)] and
  /// [#replacement(long)] tell it.
  public long longest(byte[] text, int from, int to) {
    return match(text, from, to, false);
  }

  /// The shortest rule that a text begins with, or [#NONE].
  public long shortest(byte[] text, int from, int to) {
    return match(text, from, to, true);
  }

  private long match(byte[] text, int from, int to, boolean first) {
    long found = NONE;
    int node = offset(unit(0));
    for (int i = from; i < to; i++) {
      int label = text[i] & 0xff;
      node ^= label;
      int unit = unit(node);
      if ((unit & 0x800000ff) != label) {
        break;
      }
      node ^= offset(unit);
      if (((unit >>> 8) & 1) != 0) { // a key ends here
        int place = unit(node) & 0x7fffffff;
        found = ((long) (i + 1 - from) << 32) | place;
        if (first) {
          break;
        }
      }
    }
    return found;
  }

  /// A damaged trie may lead anywhere.
  private int unit(int index) {
    return index >= 0 && index < units.length ? units[index] : 0x80000000;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
  }

  public static int length(long match) {
    return (int) (match >>> 32);
  }

  /// What stands in for the text that a rule matched.
  public byte[] replacement(long match) {
    int from = Math.min((int) match, replacements.length - 1);
    int to = from;
    while (replacements[to] != 0) {
      to++;
    }
    return Arrays.copyOfRange(replacements, from, to);
  }

  /// Whether a character is surely left as it is: an ASCII one that begins no ASCII rule, before
  /// another.
  boolean isPlain(byte[] text, int at, int to) {
    return text[at] > 0 && plain[text[at]] && (at + 1 == to || text[at + 1] >= 0);
  }

  private boolean isPlain(byte b) {
    int node = offset(unit(0)) ^ b;
    int unit = unit(node);
    if ((unit & 0x800000ff) != b) {
      return true; // no rule begins with it
    }
    if (((unit >>> 8) & 1) != 0) {
      return false;
    }
    node ^= offset(unit);
    for (int second = 1; second < 128; second++) {
      if ((unit(node ^ second) & 0x800000ff) == second) {
        return false;
      }
    }
    return true;
  }
}
