package chainrule.tokenize.tokenizer.wordpiece;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// BERT's `vocab.txt`: a token on each line, whose number (from 0) is its id.
public final class BertVocabulary {
  /// The special tokens that BERT's files have.
  public static final List<String> SPECIALS = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private static final byte[] UNKNOWN = "[UNK]".getBytes(StandardCharsets.UTF_8);

  private BertVocabulary() {}

  /// Whether one of the first lines is the unknown token, and none has a space.
  public static boolean recognises(byte[] head) {
    boolean found = false;
    int from = 0;
    for (int at = 0; at < Math.min(head.length, 1 << 16); at++) {
      if (head[at] == 0 || head[at] == '\t' || head[at] == ' ') {
        return false;
      }
      if (head[at] == '\n') {
        found |= Arrays.equals(head, from, end(head, from, at), UNKNOWN, 0, UNKNOWN.length);
        from = at + 1;
      }
    }
    return found;
  }

  public static WordPieceModel read(String source, byte[] bytes) {
    Vocabulary.Builder vocabulary = new Vocabulary.Builder(source);
    int id = 0;
    for (int from = 0; from < bytes.length; ) {
      int at = from;
      while (at < bytes.length && bytes[at] != '\n') {
        at++;
      }
      vocabulary.add(id++, bytes, from, end(bytes, from, at));
      from = at + 1;
    }
    return new WordPieceModel(source, vocabulary.build(), WordPieceModel.Settings.BERT);
  }

  /// Lines may end as on Windows.
  private static int end(byte[] bytes, int from, int at) {
    return at > from && bytes[at - 1] == '\r' ? at - 1 : at;
  }

  /// Whether the vocabulary has no capital letter but in special tokens, so that text is to be
  /// lower case.
  public static boolean isLowerCase(Vocabulary vocabulary) {
    for (int id = 0; id < vocabulary.size(); id++) {
      String token = vocabulary.string(id);
      if (!(token.startsWith("[") && token.endsWith("]"))
          && token.codePoints().anyMatch(Character::isUpperCase)) {
        return false;
      }
    }
    return true;
  }

  /// @param model whose ids have no holes and whose tokens have no line ends
  public static void write(Model model, OutputStream out) throws IOException {
    Vocabulary vocabulary = model.vocabulary();
    for (int id = 0; id < vocabulary.size(); id++) {
      byte[] token = vocabulary.token(id);
      if (!vocabulary.has(id) || contains(token, (byte) '\n')) {
        throw new MalformedInput(
            "the vocabulary",
            "id " + id,
            vocabulary.has(id) ? "has a line end in its token" : "has no token",
            "vocab.txt has no way to say so: write a tokenizer.json");
      }
      out.write(token);
      out.write('\n');
    }
  }

  private static boolean contains(byte[] token, byte b) {
    for (byte other : token) {
      if (other == b) {
        return true;
      }
    }
    return false;
  }
}
