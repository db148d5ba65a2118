package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntPredicate;

/// tiktoken's rank files: a line for each token, its bytes in base 64 and its rank, which is its
/// id. They do not name the merges; those are found by encoding each token with the ranks below its
/// own, which leaves the two parts that it is made of.
public final class RankFile {
  private RankFile() {}

  /// Whether the bytes begin as such a file does.
  public static boolean recognises(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).strip();
    return line.matches("[A-Za-z0-9+/]+=* [0-9]+");
  }

  public static BpeModel read(String source, byte[] bytes) {
    Vocabulary.Builder builder = new Vocabulary.Builder(source);
    int line = 1;
    for (int at = 0; at < bytes.length; line++) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int space = at;
      while (space < end && bytes[space] != ' ') {
        space++;
      }
      if (space < end) {
        try {
          byte[] token = Base64.getDecoder().decode(Arrays.copyOfRange(bytes, at, space));
          String rank = new String(bytes, space, end - space, StandardCharsets.ISO_8859_1).strip();
          builder.add(Integer.parseInt(rank), token);
        } catch (IllegalArgumentException e) {
          throw malformed(source, line);
        }
      } else if (end - at > 1) {
        throw malformed(source, line);
      }
      at = end + 1;
    }
    return ofRanks(source, builder.build());
  }

  private static MalformedInput malformed(String source, int line) {
    return MalformedInput.atLine(source, line, "is not a token in base 64, a space and a rank", "");
  }

  /// The model whose merges have the ranks of the tokens that they make.
  public static BpeModel ofRanks(String source, Vocabulary vocabulary) {
    BpeSettings settings = BpeSettings.byteLevel().withIgnoreMerges(true);
    int[] pairs = new int[2 * vocabulary.size()];
    int count = 0;
    RankMerging merging = new RankMerging(vocabulary);
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id) && vocabulary.length(id) > 1 && merging.parts(id)) {
        pairs[count++] = merging.left();
        pairs[count++] = merging.right();
      }
    }
    return BpeModel.of(source, vocabulary, Arrays.copyOf(pairs, count), settings);
  }

  /// Writes a byte-level model whose ids are the ranks of its merges.
  ///
  /// @param isSpecial tokens that are left to who reads the file, as tiktoken does
  public static void write(BpeModel model, IntPredicate isSpecial, OutputStream out)
      throws IOException {
    Vocabulary vocabulary = model.vocabulary();
    if (model.settings().alphabet() != Alphabet.BYTES) {
      throw new BadSetting(
          "a rank file holds byte-level tokens, but this model merges characters",
          "write a tokenizer.json");
    }
    Merges merges = model.merges();
    for (int rank = 1; rank < merges.count(); rank++) {
      if (merges.result(rank) <= merges.result(rank - 1)) {
        throw new BadSetting(
            "merge "
                + (rank + 1)
                + " makes token "
                + merges.result(rank)
                + " after token "
                + merges.result(rank - 1)
                + ": a rank file needs ids in the order of the merges",
            "write a tokenizer.json");
      }
    }
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id) && !vocabulary.isVerbatim(id) && !isSpecial.test(id)) {
        String line = Base64.getEncoder().encodeToString(vocabulary.token(id)) + " " + id + "\n";
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
