package chainrule.tokenize.tokenizer.wordpiece;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.text.Alphabet;
import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.Vocabulary;
import chainrule.tokenize.tokenizer.WordCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Learns WordPiece tokens as Hugging Face's trainer does: byte-pair merging, where every symbol
/// but a word's first carries the continuation prefix. The most frequent pair is merged; of equally
/// frequent ones that whose left token has the smaller id, then whose right token has. (BERT's own
/// trainer, which was never published, preferred pairs by their likelihood.)
public final class WordPieceTrainer {
  /// What the model is to be.
  ///
  /// @param vocabularySize special tokens included
  /// @param specials get the first ids, in this order; the unknown token is put before them if it
  ///   is not among them
  /// @param prefix what a token is written with that continues a word
  /// @param minimumFrequency of a pair that is merged
  /// @param initialAlphabet characters that get tokens whatever their frequency
  /// @param alphabetLimit the number of characters that get tokens, the most frequent ones
  public record Settings(
      int vocabularySize,
      List<String> specials,
      String unknown,
      String prefix,
      long minimumFrequency,
      String initialAlphabet,
      int alphabetLimit) {
    public static final int ALPHABET_LIMIT = 1000;

    public Settings {
      specials = List.copyOf(specials);
    }
  }

  private final Settings settings;
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> tokens = new ArrayList<>();

  public WordPieceTrainer(Settings settings) {
    this.settings = settings;
  }

  /// Can be called once.
  ///
  /// @param progress told of each token that was learned
  public WordPieceModel train(WordCounts words, Parallel parallel, LongConsumer progress) {
    if (!settings.specials.contains(settings.unknown)) {
      token(settings.unknown);
    }
    settings.specials.forEach(this::token);
    int specials = tokens.size();
    int[] alphabet = alphabet(words);
    for (int codePoint : alphabet) {
      token(Character.toString(codePoint));
    }
    boolean[] continuing = continuing(words);
    for (int codePoint : alphabet) {
      if (continuing[codePoint]) {
        token(settings.prefix + Character.toString(codePoint));
      }
    }
    if (tokens.size() > settings.vocabularySize) {
      throw new BadSetting(
          "a vocabulary of "
              + settings.vocabularySize
              + " tokens has no room for "
              + (tokens.size() - specials)
              + " characters, at the beginning of words and within them, and "
              + specials
              + " special tokens",
          "give --vocab-size " + tokens.size() + " or more");
    }
    merge(new SymbolWords(words, this::symbol), progress);
    if (tokens.size() < settings.vocabularySize) {
      throw WordCounts.tooFewFor(settings.vocabularySize, tokens.size());
    }
    Vocabulary.Builder vocabulary = new Vocabulary.Builder("the learned vocabulary");
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.add(id, tokens.get(id));
    }
    return new WordPieceModel(
        "the learned vocabulary",
        vocabulary.build(),
        new WordPieceModel.Settings(
            settings.unknown, settings.prefix, WordPieceModel.Settings.BERT.longestWord()));
  }

  private int token(String text) {
    return ids.computeIfAbsent(
        text,
        _ -> {
          tokens.add(text);
          return tokens.size() - 1;
        });
  }

  /// The id of a character, or -1 for one outside the alphabet.
  private int symbol(int codePoint, boolean first) {
    String character = Character.toString(codePoint);
    return ids.getOrDefault(first ? character : settings.prefix + character, -1);
  }

  private int[] alphabet(WordCounts words) {
    long[] counts = new long[Character.MAX_CODE_POINT + 1];
    forEachCharacter(words, (codePoint, _, count) -> counts[codePoint] += count);
    int[] required = settings.initialAlphabet.codePoints().toArray();
    int[] chosen = Alphabet.choose(counts, 1, required);
    if (chosen.length > settings.alphabetLimit) {
      for (int i = settings.alphabetLimit; i < chosen.length; i++) {
        counts[chosen[i]] = 0; // the rarer ones stay only if they are required
      }
      chosen = Alphabet.choose(counts, 1, required);
    }
    Arrays.sort(chosen);
    return chosen;
  }

  private boolean[] continuing(WordCounts words) {
    boolean[] continuing = new boolean[Character.MAX_CODE_POINT + 1];
    forEachCharacter(words, (codePoint, first, _) -> continuing[codePoint] |= !first);
    return continuing;
  }

  private interface CharacterSink {
    void take(int codePoint, boolean first, long count);
  }

  private static void forEachCharacter(WordCounts words, CharacterSink sink) {
    byte[] pool = words.pool();
    for (int word = 0; word < words.size(); word++) {
      for (int at = words.from(word); at < words.to(word); ) {
        int codePoint = Utf8.codePoint(pool, at, words.to(word));
        if (codePoint < Utf8.INVALID) {
          sink.take(codePoint, at == words.from(word), words.count(word));
        }
        at += Utf8.length(codePoint);
      }
    }
  }

  private void merge(SymbolWords words, LongConsumer progress) {
    PairTable pairs = words.pairs();
    while (tokens.size() < settings.vocabularySize) {
      int pair = pairs.pop();
      if (pair < 0 || pairs.count(pair) < Math.max(1, settings.minimumFrequency)) {
        return;
      }
      int left = pairs.left(pair);
      int right = pairs.right(pair);
      int before = tokens.size();
      int merged = token(tokens.get(left) + tokens.get(right).substring(settings.prefix.length()));
      progress.accept(tokens.size() - before);
      words.merge(pair, merged);
    }
  }
}
