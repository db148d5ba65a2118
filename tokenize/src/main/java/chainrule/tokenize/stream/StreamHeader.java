package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/// What a token stream says about itself before its first token.
///
/// @param vocabularySize every token is less
/// @param fingerprint of the tokenizer, 64 hexadecimal digits, or empty where it is not known
public record StreamHeader(long vocabularySize, String fingerprint) {
  static final int BYTES = 64;
  private static final byte[] MAGIC = {(byte) 0x89, 'C', 'R', 'T', 'O', 'K', '\r', '\n'};
  private static final int VERSION = 1;
  private static final int FINGERPRINT_BYTES = 32;
  private static final String UNKNOWN = "0".repeat(2 * FINGERPRINT_BYTES);
  private static final int LARGEST_SHORT_VOCABULARY = 1 << 16;

  public StreamHeader {
    if (vocabularySize < 1 || vocabularySize > 1L << 31) {
      throw new IllegalArgumentException("vocabulary size " + vocabularySize);
    }
    if (!fingerprint.isEmpty() && fingerprint.length() != 2 * FINGERPRINT_BYTES) {
      throw new IllegalArgumentException("fingerprint " + fingerprint);
    }
  }

  public static StreamHeader of(Tokenizer tokenizer) {
    return new StreamHeader(tokenizer.size(), tokenizer.fingerprint());
  }

  /// Refuses tokens of another tokenizer; those of an unknown one pass.
  ///
  /// @param source of the tokens that this header describes
  /// @param wanted what is expected of them
  public void require(String source, StreamHeader wanted) {
    boolean known = !fingerprint.isEmpty() && !wanted.fingerprint.isEmpty();
    if (known && !fingerprint.equals(wanted.fingerprint)) {
      throw new MalformedInput(
          source,
          "",
          "its tokens are of another tokenizer: %,d tokens, fingerprint %s; expected are %,d, fingerprint %s"
              .formatted(
                  vocabularySize,
                  brief(fingerprint),
                  wanted.vocabularySize,
                  brief(wanted.fingerprint)),
          "use the tokenizer that made them, or tokenize again");
    }
  }

  /// How many bytes a token takes: 2 where the vocabulary allows it.
  int tokenBytes() {
    return vocabularySize <= LARGEST_SHORT_VOCABULARY ? 2 : 4;
  }

  /// The first digits of a fingerprint, as messages show it.
  public static String brief(String fingerprint) {
    return fingerprint.isEmpty() ? "unknown" : fingerprint.substring(0, 12) + "…";
  }

  static boolean isMagic(byte[] head) {
    return head.length >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(head, MAGIC.length));
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putInt(VERSION)
        .putInt(tokenBytes())
        .putLong(vocabularySize)
        .put(HexFormat.of().parseHex(fingerprint.isEmpty() ? UNKNOWN : fingerprint))
        .putLong(0)
        .array();
  }

  /// @param source the file, for messages
  /// @param bytes the first [#BYTES], or fewer where the source has no more
  static StreamHeader parse(String source, byte[] bytes) {
    if (!isMagic(bytes)) {
      throw new MalformedInput(
          source, "", "is not a token stream", "make one with chainrule tokenize, or see --input");
    }
    if (bytes.length < BYTES) {
      throw cut(source, bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = buffer.getInt(8);
    if (version != VERSION) {
      throw MalformedInput.atByte(
          source,
          8,
          "is a token stream of version " + version + "; this program knows " + VERSION,
          "use a newer Chainrule");
    }
    long vocabularySize = buffer.getLong(16);
    if (vocabularySize < 1 || vocabularySize > 1L << 31) {
      throw MalformedInput.atByte(source, 16, "vocabulary size " + vocabularySize, "");
    }
    String fingerprint = HexFormat.of().formatHex(bytes, 24, 24 + FINGERPRINT_BYTES);
    StreamHeader header =
        new StreamHeader(vocabularySize, fingerprint.equals(UNKNOWN) ? "" : fingerprint);
    if (buffer.getInt(12) != header.tokenBytes()) {
      throw MalformedInput.atByte(
          source,
          12,
          "tokens of " + buffer.getInt(12) + " bytes for a vocabulary of " + vocabularySize,
          "");
    }
    return header;
  }

  static MalformedInput cut(String source, long offset) {
    return MalformedInput.atByte(
        source, offset, "the token stream was cut off here", "make it again");
  }
}
