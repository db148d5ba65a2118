package chainrule.train.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells one text from another without reading all of it: the digest of how many tokens there are
/// and of samples from all over.
public final class DataFingerprint {
  private static final int SAMPLES = 1024;
  private static final int SAMPLE = 64; // tokens

  private DataFingerprint() {}

  /// Sixteen hexadecimal digits.
  public static String of(TokenRange tokens) {
    MessageDigest digest = sha256();
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.max(Long.BYTES, SAMPLE * Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    digest.update(buffer.putLong(tokens.size()).flip());
    int[] sample = new int[SAMPLE];
    int count = (int) Math.min(SAMPLE, tokens.size());
    for (int i = 0; i < SAMPLES; i++) {
      long last = tokens.size() - count;
      long start = Math.round((double) last * i / (SAMPLES - 1));
      tokens.copy(start, count, sample, 0);
      buffer.clear();
      for (int k = 0; k < count; k++) {
        buffer.putInt(sample[k]);
      }
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
