package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.text.Alphabet;
import chainrule.tokenize.tokenizer.Vocabulary;
import chainrule.tokenize.tokenizer.WordCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Learns a unigram model of exactly the size that was asked for. [UnigramTraining] is the
/// algorithm; this class checks what it is asked to do, cuts its outcome to size and puts special
/// tokens and bytes before it.
public final class UnigramTrainer {
  /// What the model is to be.
  ///
  /// @param vocabularySize special tokens and bytes included
  /// @param specials get the first ids, in this order; the unknown token is put before them if it
  ///   is not among them
  /// @param unknown the unknown token
  /// @param byteFallback whether a character outside the alphabet becomes the tokens of its bytes
  /// @param coverage the share of the text's characters that get tokens of their own, up to 1
  /// @param initialAlphabet characters that get one whatever their frequency
  /// @param longestPiece in characters
  /// @param seeds the number of pieces that training starts from, at most
  /// @param splitScripts whether a piece may hold letters of one script only; not for byte-level
  ///   text
  public record Settings(
      int vocabularySize,
      List<String> specials,
      String unknown,
      boolean byteFallback,
      double coverage,
      String initialAlphabet,
      int longestPiece,
      int seeds,
      boolean splitScripts) {
    public static final String UNKNOWN = "<unk>";
    public static final int LONGEST_PIECE = 16;
    public static final int SEEDS = 1_000_000;

    public Settings {
      specials = List.copyOf(specials);
      Alphabet.checkCoverage(coverage);
      if (longestPiece < 1 || longestPiece > Lattice.LONGEST_PIECE) {
        throw new BadSetting(
            "the longest piece is to have " + longestPiece + " characters",
            "it must be 1 to " + Lattice.LONGEST_PIECE);
      }
      if (seeds < 1 || seeds > Lattice.MOST_PIECES / 2) {
        throw new BadSetting(
            "the number of seeds is " + seeds, "it must be 1 to " + Lattice.MOST_PIECES / 2);
      }
    }

    /// The tokens that are not learned, in the order of their ids.
    private List<String> fixed() {
      List<String> fixed = new ArrayList<>();
      if (!specials.contains(unknown)) {
        fixed.add(unknown);
      }
      fixed.addAll(specials);
      if (byteFallback) {
        for (int b = 0; b < 256; b++) {
          fixed.add("<0x%02X>".formatted(b));
        }
      }
      return fixed;
    }
  }

  private final Settings settings;

  public UnigramTrainer(Settings settings) {
    this.settings = settings;
  }

  /// @param progress told of each pruning: how many pieces it dropped
  public UnigramModel train(WordCounts words, Parallel parallel, LongConsumer progress) {
    RunCollector collector = new RunCollector();
    for (int word = 0; word < words.size(); word++) {
      collector.add(words.pool(), words.from(word), words.to(word), words.count(word));
    }
    Runs runs =
        collector.finish(
            settings.coverage,
            settings.initialAlphabet.codePoints().toArray(),
            settings.splitScripts);
    List<String> fixed = settings.fixed();
    int alphabet = runs.alphabet().length;
    if (fixed.size() + alphabet > settings.vocabularySize) {
      throw new BadSetting(
          "a vocabulary of "
              + settings.vocabularySize
              + " tokens has no room for "
              + alphabet
              + " characters and "
              + fixed.size()
              + " special tokens and bytes",
          "give --vocab-size "
              + (alphabet + fixed.size())
              + " or more, or a smaller --character-coverage");
    }
    UnigramTraining training =
        new UnigramTraining(runs, settings.longestPiece, settings.seeds, parallel);
    Pieces pieces = training.run(settings.vocabularySize - fixed.size(), progress);
    return model(fixed, chosen(runs, pieces, Set.copyOf(fixed), fixed.size()));
  }

  private record Scored(String text, double score) {}

  /// All single characters, and of the others the most probable, in the order of their probability.
  private List<Scored> chosen(Runs runs, Pieces pieces, Set<String> fixed, int reserved) {
    int alphabet = runs.alphabet().length;
    double[] scores = pieces.scores();
    List<Scored> chosen =
        IntStream.range(0, pieces.size())
            .boxed()
            .sorted(
                Comparator.<Integer, Boolean>comparing(piece -> piece >= alphabet)
                    .thenComparingDouble(piece -> -scores[piece])
                    .thenComparing(Comparator.naturalOrder()))
            .map(piece -> new Scored(pieces.text(piece, runs), scores[piece]))
            .filter(piece -> !fixed.contains(piece.text))
            .limit(settings.vocabularySize - reserved)
            .collect(Collectors.toCollection(ArrayList::new));
    if (chosen.size() + reserved < settings.vocabularySize) {
      int reached = chosen.size() + reserved;
      throw WordCounts.tooFewFor(settings.vocabularySize, reached);
    }
    chosen.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::text));
    return chosen;
  }

  private UnigramModel model(List<String> fixed, List<Scored> chosen) {
    Vocabulary.Builder vocabulary = new Vocabulary.Builder("the learned vocabulary");
    double[] scores = new double[fixed.size() + chosen.size()];
    int id = 0;
    for (String token : fixed) {
      vocabulary.add(id++, token); // with a score of 0, as SentencePiece has it
    }
    for (Scored piece : chosen) {
      scores[id] = piece.score;
      vocabulary.add(id++, piece.text);
    }
    return UnigramModel.of(
        vocabulary.build(), scores, fixed.indexOf(settings.unknown), settings.byteFallback);
  }
}
