package chainrule.tokenize.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteTrieTest {
  private static ByteTrie trie(String... keys) {
    return ByteTrie.of(
        java.util.Arrays.stream(keys).map(key -> key.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private static int get(ByteTrie trie, byte[] key) {
    return trie.get(key, 0, key.length);
  }

  @Test
  void findsEveryKeyAndNothingElse() {
    Random random = new Random(42);
    Map<String, Integer> expected = new LinkedHashMap<>();
    List<byte[]> keys = new ArrayList<>();
    while (keys.size() < 20_000) {
      byte[] key = new byte[1 + random.nextInt(6)];
      random.nextBytes(key);
      for (int i = 0; i < key.length; i++) {
        key[i] = random.nextInt(3) == 0 ? key[i] : (byte) ('a' + random.nextInt(6));
      }
      if (expected.putIfAbsent(new String(key, StandardCharsets.ISO_8859_1), keys.size()) == null) {
        keys.add(key);
      }
    }
    ByteTrie trie = ByteTrie.of(keys);
    for (int i = 0; i < keys.size(); i++) {
      assertEquals(i, get(trie, keys.get(i)));
    }
    for (int i = 0; i < 20_000; i++) {
      byte[] key = new byte[1 + random.nextInt(5)];
      random.nextBytes(key);
      String text = new String(key, StandardCharsets.ISO_8859_1);
      assertEquals(expected.getOrDefault(text, -1), get(trie, key));
    }
  }

  @Test
  void anEmptyTrieFindsNothing() {
    assertEquals(-1, get(trie(), new byte[] {0}));
    assertEquals(ByteTrie.NO_NODE, trie().child(trie().root(), (byte) 'a'));
  }

  @Test
  void aLongKeyNeedsNoStack() {
    byte[] key = new byte[300_000];
    ByteTrie trie = ByteTrie.of(List.of(key, new byte[] {0}));
    assertEquals(0, get(trie, key));
    assertEquals(1, trie.get(key, 0, 1));
    assertEquals(-1, trie.get(key, 0, 2));
  }
}
