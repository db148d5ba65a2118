package chainrule.tokenize.tokenizer;

import chainrule.tokenize.text.CharacterKind;
import chainrule.tokenize.text.Utf8;
import java.util.Arrays;
import java.util.List;

/// Finds added tokens in text: from left to right, the longest where several begin at one place.
/// Immutable; shared by threads.
final class AddedTokens {
  private final List<AddedToken> tokens;
  private final boolean[] firsts = new boolean[256];
  private int[] trie = new int[2 << 8]; // open addressing: node and byte, child node
  private int[] found = new int[64]; // by node: token + 1, or 0
  private int nodes = 1;
  private int edges;

  AddedTokens(List<AddedToken> tokens) {
    this.tokens = tokens;
    for (int i = 0; i < tokens.size(); i++) {
      byte[] bytes = tokens.get(i).bytes();
      if (bytes.length > 0) {
        firsts[bytes[0] & 0xff] = true;
        insert(bytes, i);
      }
    }
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /// A token found: what it takes of the text, and which it is.
  record Match(int from, int to, AddedToken token) {}

  /// The first token that begins at or behind `at`; null where there is none.
  ///
  /// @param from where the text begins, for tokens that look at what stands before them
  /// @param at where the last token ended
  Match next(byte[] text, int from, int at, int to) {
    for (int start = at; start < to; start++) {
      if (!firsts[text[start] & 0xff]) {
        continue;
      }
      int index = longest(text, start, to);
      if (index < 0) {
        continue;
      }
      AddedToken token = tokens.get(index);
      int end = start + token.bytes().length;
      if (token.singleWord() && touchesWord(text, from, start, end, to)) {
        start = end - 1;
        continue;
      }
      int left = token.lstrip() ? CharacterKind.spaceBefore(text, at, start) : start;
      int right = token.rstrip() ? CharacterKind.spaceBehind(text, end, to) : end;
      return new Match(left, right, token);
    }
    return null;
  }

  private int longest(byte[] text, int from, int to) {
    int best = -1;
    int node = 0;
    for (int at = from; at < to; at++) {
      node = child(node, text[at] & 0xff);
      if (node == 0) {
        break;
      }
      if (found[node] != 0) {
        best = found[node] - 1;
      }
    }
    return best;
  }

  private static boolean touchesWord(byte[] text, int from, int start, int end, int to) {
    return (start > from
            && CharacterKind.isWord(Utf8.codePoint(text, Utf8.before(text, from, start), start)))
        || (end < to && CharacterKind.isWord(Utf8.codePoint(text, end, to)));
  }

  private void insert(byte[] bytes, int token) {
    int node = 0;
    for (byte b : bytes) {
      int child = child(node, b & 0xff);
      if (child == 0) {
        child = nodes++;
        add(node, b & 0xff, child);
      }
      node = child;
    }
    found[node] = token + 1;
  }

  private int child(int node, int b) {
    int key = (node << 8) + b + 1;
    int mask = trie.length - 1;
    for (int slot = slot(key); trie[slot] != 0; slot = (slot + 2) & mask) {
      if (trie[slot] == key) {
        return trie[slot + 1];
      }
    }
    return 0;
  }

  private void add(int node, int b, int child) {
    if (4 * ++edges > trie.length) {
      int[] old = trie;
      trie = new int[2 * old.length];
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0) {
          put(old[i], old[i + 1]);
        }
      }
    }
    if (child >= found.length) {
      found = Arrays.copyOf(found, 2 * found.length);
    }
    put((node << 8) + b + 1, child);
  }

  private void put(int key, int child) {
    int slot = slot(key);
    while (trie[slot] != 0) {
      slot = (slot + 2) & (trie.length - 1);
    }
    trie[slot] = key;
    trie[slot + 1] = child;
  }

  private int slot(int key) {
    int hash = key * 0x9e3779b1;
    return (2 * (hash ^ (hash >>> 15))) & (trie.length - 1) & ~1;
  }
}
