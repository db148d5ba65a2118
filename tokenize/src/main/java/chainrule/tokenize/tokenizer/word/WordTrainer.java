package chainrule.tokenize.tokenizer.word;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.Vocabulary;
import chainrule.tokenize.tokenizer.WordCounts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Takes the most frequent words; of equally frequent ones those first whose bytes are smaller.
public final class WordTrainer {
  /// What the model is to be.
  ///
  /// @param vocabularySize special tokens included, or [#ALL] for as many as there are
  /// @param specials get the first ids, in this order; the unknown token is put before them if it
  ///   is not among them
  /// @param minimumFrequency of a word
  public record Settings(
      int vocabularySize, List<String> specials, String unknown, long minimumFrequency) {
    /// A vocabulary as large as the text makes it.
    public static final int ALL = Integer.MAX_VALUE;

    public Settings {
      specials = List.copyOf(specials);
      int fixed = specials.size() + (specials.contains(unknown) ? 0 : 1);
      if (vocabularySize <= fixed) {
        throw new BadSetting(
            "a vocabulary of "
                + vocabularySize
                + " tokens has no room beside "
                + fixed
                + " special tokens",
            "give --vocab-size " + (fixed + 1) + " or more");
      }
    }
  }

  private final Settings settings;

  public WordTrainer(Settings settings) {
    this.settings = settings;
  }

  public WordLevelModel train(WordCounts words, Parallel parallel, LongConsumer progress) {
    Vocabulary.Builder vocabulary = new Vocabulary.Builder("the learned vocabulary");
    int fixed = 0;
    if (!settings.specials.contains(settings.unknown)) {
      vocabulary.add(fixed++, settings.unknown);
    }
    for (String special : settings.specials) {
      vocabulary.add(fixed++, special);
    }
    byte[] pool = words.pool();
    int[] chosen =
        IntStream.range(0, words.size())
            .filter(word -> words.count(word) >= settings.minimumFrequency)
            .filter(word -> !isFixed(words, word))
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(word -> -words.count(word))
                    .thenComparing(
                        (a, b) ->
                            Arrays.compareUnsigned(
                                pool,
                                words.from(a),
                                words.to(a),
                                pool,
                                words.from(b),
                                words.to(b))))
            .mapToInt(word -> word)
            .limit(settings.vocabularySize - fixed)
            .toArray();
    int reached = fixed + chosen.length;
    if (reached < settings.vocabularySize && settings.vocabularySize != Settings.ALL) {
      throw WordCounts.tooFewFor(settings.vocabularySize, reached);
    }
    for (int i = 0; i < chosen.length; i++) {
      vocabulary.add(fixed + i, pool, words.from(chosen[i]), words.to(chosen[i]));
    }
    progress.accept(chosen.length);
    return new WordLevelModel("the learned vocabulary", vocabulary.build(), settings.unknown);
  }

  private boolean isFixed(WordCounts words, int word) {
    String text =
        new String(
            words.pool(),
            words.from(word),
            words.to(word) - words.from(word),
            StandardCharsets.UTF_8);
    return text.equals(settings.unknown) || settings.specials.contains(text);
  }
}
