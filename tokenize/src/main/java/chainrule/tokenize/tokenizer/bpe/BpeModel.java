package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.Vocabulary;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Byte-pair encoding (Gage 1994; Sennrich, Haddow and Birch 2016): a piece is cut into its
/// smallest symbols, and of all neighbours that merge the pair of the lowest rank is merged, the
/// leftmost first, until none is left. [BpeEncoder] does it, [BpeTrainer] learns the merges.
public final class BpeModel implements Model {
  private final Vocabulary vocabulary;
  private final Merges merges;
  private final BpeSettings settings;
  private final Symbols symbols;
  private final NeverTogether neverTogether;

  private BpeModel(Vocabulary vocabulary, Merges merges, BpeSettings settings, String source) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.settings = settings;
    this.symbols = new Symbols(vocabulary, settings, source);
    this.neverTogether =
        settings.alphabet() == Alphabet.CHARACTERS && settings.suffix().isEmpty()
            ? NeverTogether.of(vocabulary)
            : null;
  }

  /// @param source what messages call the model: the file's name
  /// @param pairs the ids of left and right part of each merge by turns, in the order of their
  ///   ranks
  public static BpeModel of(
      String source, Vocabulary vocabulary, int[] pairs, BpeSettings settings) {
    int prefix = settings.prefix().getBytes(StandardCharsets.UTF_8).length;
    int[] results = new int[pairs.length / 2];
    Arrays.setAll(
        results,
        rank -> {
          int left = pairs[2 * rank];
          int right = pairs[2 * rank + 1];
          int result = Merges.result(vocabulary, left, right, prefix);
          if (result < 0) {
            throw new MalformedInput(
                source,
                "merge " + (rank + 1),
                "'"
                    + vocabulary.string(left)
                    + "' and '"
                    + vocabulary.string(right)
                    + "' make a token that is not in the vocabulary",
                "the merges belong to another vocabulary");
          }
          return result;
        });
    return new BpeModel(vocabulary, new Merges(pairs, results), settings, source);
  }

  /// A model whose merges are ranked by what they make, as SentencePiece's are: of pairs that make
  /// the same token, the leftmost in the text goes first.
  ///
  /// @param pairs in the order of the tokens that they make, those of one token together
  public static BpeModel ofResults(
      String source, Vocabulary vocabulary, int[] pairs, BpeSettings settings) {
    BpeModel model = of(source, vocabulary, pairs, settings);
    return new BpeModel(vocabulary, model.merges.rankedByResult(), settings, source);
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public BpeSettings settings() {
    return settings;
  }

  Merges merges() {
    return merges;
  }

  Symbols symbols() {
    return symbols;
  }

  /// Where any text can be cut; null where that is not known.
  NeverTogether neverTogether() {
    return neverTogether;
  }

  @Override
  public Encoder encoder() {
    return new BpeEncoder(this);
  }

  @Override
  public String type() {
    return "BPE";
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    BpeFormat.write(this, json);
  }
}
