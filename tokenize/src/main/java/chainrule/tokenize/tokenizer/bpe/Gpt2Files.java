package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.ModelJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// GPT-2's pair of files: `vocab.json` (or `encoder.json`) has the tokens, `merges.txt` (or
/// `vocab.bpe`) the merges, one a line behind a line with the version.
public final class Gpt2Files {
  private static final Map<String, String> PARTNERS =
      Map.of("vocab.json", "merges.txt", "encoder.json", "vocab.bpe");

  private Gpt2Files() {}

  /// The names that the merges may have beside a vocabulary of this name.
  public static List<String> partners(String name) {
    List<String> partners = new ArrayList<>();
    for (Map.Entry<String, String> pair : PARTNERS.entrySet()) {
      if (name.endsWith(pair.getKey())) {
        partners.add(name.substring(0, name.length() - pair.getKey().length()) + pair.getValue());
      }
    }
    for (String merges : PARTNERS.values()) {
      if (!partners.contains(merges)) {
        partners.add(merges);
      }
    }
    return partners;
  }

  /// Both parts of each merge by turns.
  public static ModelJson.Strings merges(String source, byte[] bytes) {
    ModelJson.Strings merges = new ModelJson.Strings();
    int line = 1;
    for (int at = 0; at < bytes.length; line++) {
      int end = at;
      int space = -1;
      while (end < bytes.length && bytes[end] != '\n') {
        if (bytes[end] == ' ' && space < 0) {
          space = end;
        }
        end++;
      }
      int to = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
      boolean version = line == 1 && to - at > 8 && bytes[at] == '#' && bytes[at + 1] == 'v';
      if (to > at && !version) {
        if (space < 0 || space + 1 >= to || space == at) {
          throw MalformedInput.atLine(
              source,
              line,
              "'"
                  + new String(bytes, at, to - at, StandardCharsets.UTF_8)
                  + "' is not two tokens with a space between them",
              "");
        }
        merges.add(bytes, at, space);
        merges.add(bytes, space + 1, to);
      }
      at = end + 1;
    }
    return merges;
  }

  /// The model of the two files.
  public static BpeModel read(ModelJson vocabularyAndMerges) {
    return BpeFormat.read(vocabularyAndMerges, Alphabet.BYTES);
  }

  /// Writes the merges as `merges.txt` has them.
  public static void writeMerges(BpeModel model, OutputStream out) throws IOException {
    Merges merges = model.merges();
    out.write("#version: 0.2\n".getBytes(StandardCharsets.US_ASCII));
    for (int rank = 0; rank < merges.count(); rank++) {
      String line =
          BpeFormat.written(model, merges.left(rank))
              + " "
              + BpeFormat.written(model, merges.right(rank))
              + "\n";
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// A token as `vocab.json` has it.
  public static String written(BpeModel model, int id) {
    return BpeFormat.written(model, id);
  }
}
