package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.tokenizer.Vocabulary;
import chainrule.tokenize.tokenizer.WordCounts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// Learns merges as the textbook has it: again and again the most frequent pair of neighbouring
/// symbols becomes a new symbol, everywhere, from left to right. Of equally frequent pairs the one
/// goes first whose left symbol has the lower id, then whose right symbol has; ids are given to
/// special tokens, then to the [StartAlphabet], then to the merges in their order. Words are
/// distinct and weighted, and a merge touches only the words that the pair occurs in.
public final class BpeTrainer {
  /// What is learned.
  ///
  /// @param vocabularySize of all tokens, special ones and alphabet counted
  /// @param specials tokens that get the first ids
  /// @param unknown the token for characters that are left out; among the specials
  /// @param byteFallback whether the tokens of the 256 bytes stand in for such characters
  /// @param coverage which share of all characters the alphabet must cover, the most frequent first
  /// @param initialAlphabet characters that are in it in any case
  /// @param longestPiece in characters (bytes for [Alphabet#BYTES])
  /// @param minimumFrequency pairs that are rarer are not merged
  public record Settings(
      int vocabularySize,
      List<String> specials,
      Alphabet alphabet,
      Optional<String> unknown,
      boolean byteFallback,
      double coverage,
      String initialAlphabet,
      int longestPiece,
      long minimumFrequency) {
    public Settings {
      specials = List.copyOf(specials);
      if (coverage <= 0 || coverage > 1) {
        throw new BadSetting(
            "--character-coverage must be above 0 and at most 1, not " + coverage, "");
      }
    }
  }

  private final Settings settings;
  private final PairTable pairs = new PairTable();
  private Vocabulary.Builder vocabulary;
  private final Map<String, Integer> ids = new HashMap<>(); // symbols that two merges can make
  private int[] lengths; // of symbols, in characters
  private byte[][] bytes; // of symbols
  private int size;
  private int[] symbols; // of all words, one behind the other
  private int[] starts;
  private int[] counts; // of the symbols of each word that are left
  private int[] merges = new int[1 << 10];
  private int mergeCount;
  private int firstNew; // the first pair that the merge at hand has made
  private final Set<Integer> risen = new LinkedHashSet<>(); // older pairs whose counts rose

  public BpeTrainer(Settings settings) {
    this.settings = settings;
  }

  /// @param progress told the number of merges as they are found
  public BpeModel train(WordCounts words, LongConsumer progress) {
    StartAlphabet alphabet = StartAlphabet.of(words, settings);
    if (alphabet.size() > settings.vocabularySize()) {
      throw new BadSetting(
          "--vocab-size "
              + settings.vocabularySize()
              + " is smaller than the "
              + alphabet.size()
              + " special tokens and single symbols",
          "give at least that many, or less --character-coverage");
    }
    cut(words, alphabet);
    begin(alphabet);
    countPairs(words);
    while (size < settings.vocabularySize()) {
      int best = pairs.takeBest();
      if (best < 0 || pairs.count(best) < settings.minimumFrequency()) {
        break;
      }
      if (lengths[pairs.left(best)] + lengths[pairs.right(best)] <= settings.longestPiece()) {
        merge(best, words);
        progress.accept(1);
      }
    }
    if (size < settings.vocabularySize()) {
      throw WordCounts.tooFewFor(settings.vocabularySize(), size);
    }
    return model();
  }

  private void begin(StartAlphabet alphabet) {
    size = alphabet.size();
    long most = (long) size + symbols.length; // each merge leaves at least one symbol less
    int capacity = (int) Math.min(settings.vocabularySize(), most) + 1;
    bytes = new byte[capacity][];
    lengths = new int[capacity];
    vocabulary = new Vocabulary.Builder("the learned vocabulary");
    for (int id = 0; id < size; id++) {
      bytes[id] = alphabet.token(id);
      lengths[id] = 1;
      vocabulary.add(id, bytes[id]);
      ids.put(name(bytes[id]), id);
    }
  }

  private static String name(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void cut(WordCounts words, StartAlphabet alphabet) {
    starts = new int[words.size() + 1];
    counts = new int[words.size()];
    symbols = new int[words.size() == 0 ? 0 : words.to(words.size() - 1)];
    int at = 0;
    for (int word = 0; word < words.size(); word++) {
      starts[word] = at;
      counts[word] = alphabet.cut(words.pool(), words.from(word), words.to(word), symbols, at);
      at += counts[word];
    }
    starts[words.size()] = at;
    symbols = Arrays.copyOf(symbols, at);
  }

  private void countPairs(WordCounts words) {
    for (int word = 0; word < words.size(); word++) {
      int to = starts[word] + counts[word];
      for (int at = starts[word] + 1; at < to; at++) {
        if (symbols[at - 1] >= 0 && symbols[at] >= 0) {
          pairs.add(symbols[at - 1], symbols[at], words.count(word), word);
        }
      }
    }
    for (int pair = 0; pair < pairs.pairs(); pair++) {
      pairs.offer(pair);
    }
  }

  private void merge(int best, WordCounts words) {
    int left = pairs.left(best);
    int right = pairs.right(best);
    int occurrences = pairs.occurrences(best);
    int[] where = pairs.takeWords(best);
    byte[] joined = joined(left, right);
    int known = ids.getOrDefault(name(joined), size);
    if (known < settings.specials().size()) {
      return; // text never becomes a special token
    }
    int merged = symbol(left, right, joined, known);
    firstNew = pairs.pairs();
    risen.clear();
    for (int i = 0; i < occurrences; i++) {
      mergeIn(where[i], words.count(where[i]), left, right, merged);
    }
    for (int pair = firstNew; pair < pairs.pairs(); pair++) {
      pairs.offer(pair);
    }
    risen.forEach(pairs::offer);
  }

  private byte[] joined(int left, int right) {
    byte[] joined = Arrays.copyOf(bytes[left], bytes[left].length + bytes[right].length);
    System.arraycopy(bytes[right], 0, joined, bytes[left].length, bytes[right].length);
    return joined;
  }

  /// A new symbol, unless another merge has made the same: then that one's id, and no new token.
  private int symbol(int left, int right, byte[] joined, int known) {
    if (2 * mergeCount == merges.length) {
      merges = Arrays.copyOf(merges, 2 * merges.length);
    }
    merges[2 * mergeCount] = left;
    merges[2 * mergeCount++ + 1] = right;
    if (known < size) {
      return known;
    }
    ids.put(name(joined), size);
    bytes[size] = joined;
    lengths[size] = lengths[left] + lengths[right];
    vocabulary.add(size, joined);
    return size++;
  }

  private void mergeIn(int word, long count, int left, int right, int merged) {
    int from = starts[word];
    int to = from + counts[word];
    int out = from;
    int last = -1; // the symbol before, as it was
    boolean lastMerged = false;
    for (int at = from; at < to; ) {
      boolean merges = symbols[at] == left && at + 1 < to && symbols[at + 1] == right;
      int first = symbols[at];
      int symbol = merges ? merged : first;
      if (out > from && (merges || lastMerged)) {
        int before = symbols[out - 1];
        if (last >= 0 && first >= 0) {
          if (last != left || first != right) {
            pairs.subtract(last, first, count);
          }
          int pair = pairs.add(before, symbol, count, word);
          if (pair < firstNew) {
            risen.add(pair); // of a symbol that another merge had made
          }
        }
      }
      last = merges ? right : first;
      lastMerged = merges;
      at += merges ? 2 : 1;
      symbols[out++] = symbol;
    }
    counts[word] = out - from;
  }

  private BpeModel model() {
    BpeSettings model =
        new BpeSettings(
            settings.alphabet(),
            settings.unknown(),
            settings.unknown().isPresent(),
            settings.byteFallback(),
            false,
            "",
            "");
    return BpeModel.of(
        "the learned vocabulary", vocabulary.build(), Arrays.copyOf(merges, 2 * mergeCount), model);
  }
}
