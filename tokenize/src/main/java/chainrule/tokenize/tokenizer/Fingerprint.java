package chainrule.tokenize.tokenizer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// A number that tells tokenizers apart by what their ids mean: the SHA-256 of every id with its
/// token, in the order of the ids.
final class Fingerprint {
  private byte[] bytes;
  private int length;

  private Fingerprint(int capacity) {
    this.bytes = new byte[capacity];
  }

  static String of(Pipeline pipeline, int size) {
    Map<Integer, AddedToken> added = new HashMap<>();
    pipeline.added().forEach(token -> added.put(token.id(), token));
    Vocabulary vocabulary = pipeline.model().vocabulary();
    Fingerprint print = new Fingerprint(vocabulary.pool().length + 9 * size + 1024);
    for (int id = 0; id < size; id++) {
      AddedToken token = added.isEmpty() ? null : added.get(id);
      if (token != null) {
        byte[] content = token.content().getBytes(StandardCharsets.UTF_8);
        print.add(id, content, 0, content.length);
      } else if (vocabulary.has(id)) {
        print.add(id, vocabulary.pool(), vocabulary.start(id), vocabulary.length(id));
      }
    }
    return print.digest();
  }

  private String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private void add(int id, byte[] token, int from, int count) {
    if (length + count + 8 > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length + count);
    }
    number(id);
    number(count);
    System.arraycopy(token, from, bytes, length, count);
    length += count;
  }

  private void number(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }
}
