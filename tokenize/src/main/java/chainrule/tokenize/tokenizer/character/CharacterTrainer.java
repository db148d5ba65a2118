package chainrule.tokenize.tokenizer.character;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.text.Alphabet;
import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.Vocabulary;
import chainrule.tokenize.tokenizer.WordCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Takes the most frequent characters, as many as cover the text or fit into the vocabulary.
public final class CharacterTrainer {
  /// What the model is to be.
  ///
  /// @param vocabularySize special tokens and bytes included, or [#ALL] for as many as there are
  /// @param specials get the first ids, in this order; the unknown token is put before them if it
  ///   is not among them
  /// @param byteFallback whether a character outside the vocabulary becomes the tokens of its bytes
  /// @param coverage the share of the text's characters that get tokens, up to 1
  /// @param initialAlphabet characters that get one whatever their frequency
  public record Settings(
      int vocabularySize,
      List<String> specials,
      String unknown,
      boolean byteFallback,
      double coverage,
      String initialAlphabet) {
    /// A vocabulary as large as the text makes it.
    public static final int ALL = Integer.MAX_VALUE;

    public Settings {
      specials = List.copyOf(specials);
      Alphabet.checkCoverage(coverage);
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

  public CharacterTrainer(Settings settings) {
    this.settings = settings;
  }

  public CharacterModel train(WordCounts words, Parallel parallel, LongConsumer progress) {
    List<String> fixed = settings.fixed();
    int[] alphabet =
        Alphabet.choose(
            counts(words), settings.coverage, settings.initialAlphabet.codePoints().toArray());
    long wanted = fixed.size() + (long) alphabet.length;
    if (wanted > settings.vocabularySize) {
      throw new BadSetting(
          "a vocabulary of "
              + settings.vocabularySize
              + " tokens has no room for "
              + alphabet.length
              + " characters and "
              + fixed.size()
              + " special tokens and bytes",
          "give --vocab-size " + wanted + " or more, or a smaller --character-coverage");
    }
    if (wanted < settings.vocabularySize && settings.vocabularySize != Settings.ALL) {
      throw WordCounts.tooFewFor(settings.vocabularySize, wanted);
    }
    Vocabulary.Builder vocabulary = new Vocabulary.Builder("the learned vocabulary");
    int id = 0;
    for (String token : fixed) {
      vocabulary.add(id++, token);
    }
    byte[] utf8 = new byte[4];
    for (int codePoint : alphabet) {
      int length = Utf8.encode(codePoint, utf8, 0);
      if (!fixed.contains(Character.toString(codePoint))) {
        vocabulary.add(id++, utf8, 0, length);
      }
    }
    progress.accept(id);
    return new CharacterModel(vocabulary.build(), settings.unknown, settings.byteFallback);
  }

  private static long[] counts(WordCounts words) {
    long[] counts = new long[Character.MAX_CODE_POINT + 1];
    byte[] pool = words.pool();
    for (int word = 0; word < words.size(); word++) {
      for (int at = words.from(word); at < words.to(word); ) {
        int codePoint = Utf8.codePoint(pool, at, words.to(word));
        at += Utf8.length(codePoint);
        if (codePoint < Utf8.INVALID) {
          counts[codePoint] += words.count(word);
        }
      }
    }
    return counts;
  }
}
