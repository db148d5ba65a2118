package chainrule.train.ngram;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.Pieces;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;

/// Words that stand for a tokenizer's tokens: their ids in decimals where all of the model's words
/// are such, else their text as [Pieces] writes it.
public final class TokenizedWords implements WordText {
  private static final Set<String> SIGNS =
      Set.of(Vocabulary.UNKNOWN, Vocabulary.UNKNOWN_SHOUTED, Vocabulary.BEGIN, Vocabulary.END);
  private static final int NONE = -1;

  private final Tokenizer tokenizer;
  private final int unknown;
  private final int[] words; // by token; that of <unk> where the model knows none
  private final int[] tokens; // by word

  /// @param name of the model, for messages
  /// @throws MalformedInput where a word of the model is no token
  public TokenizedWords(String name, NgramModel model, Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.unknown = model.unknown();
    this.words = new int[tokenizer.size()];
    this.tokens = new int[model.words().size()];
    Arrays.fill(words, unknown);
    Arrays.fill(tokens, NONE);
    boolean ids = areIds(model);
    for (int token = 0; token < words.length; token++) {
      if (tokenizer.has(token)) {
        byte[] text =
            ids
                ? Integer.toString(token).getBytes(StandardCharsets.US_ASCII)
                : Pieces.write(tokenizer.token(token));
        int word = model.words().find(text, 0, text.length);
        if (word != WordIndex.ABSENT) {
          words[token] = word;
          tokens[word] = tokens[word] == NONE ? token : tokens[word]; // the lowest of equal pieces
        }
      }
    }
    for (int word = 0; word < tokens.length; word++) {
      if (tokens[word] == NONE && !SIGNS.contains(model.words().word(word))) {
        throw new MalformedInput(
            name,
            "",
            "its word '" + model.words().word(word) + "' is no token of the tokenizer",
            "use the tokenizer that its text was made with, or none if its words are words");
      }
    }
  }

  /// Whether all words of a model are numbers of tokens.
  public static boolean areIds(NgramModel model) {
    WordIndex words = model.words();
    for (int id = 0; id < words.size(); id++) {
      String word = words.word(id);
      if (!word.chars().allMatch(c -> c >= '0' && c <= '9') && !SIGNS.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the model knows tokens that end lines: then its documents were no lines.
  public boolean haveLineEnds() {
    for (int token = 0; token < words.length; token++) {
      if (words[token] != unknown && endsLine(tokenizer.token(token))) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsLine(byte[] token) {
    for (byte b : token) {
      if (b == '\n') {
        return true;
      }
    }
    return false;
  }

  /// The word that a token is.
  public int word(int token) {
    return token >= 0 && token < words.length ? words[token] : unknown;
  }

  /// The token that a word is.
  public int token(int word) {
    return tokens[word];
  }

  @Override
  public int[] words(String text) {
    return Arrays.stream(tokenizer.encode(text)).map(this::word).toArray();
  }

  @Override
  public String text(int[] words, int from, int to) {
    int[] ids = Arrays.stream(words, from, to).map(this::token).toArray();
    return new String(tokenizer.decode(ids), StandardCharsets.UTF_8);
  }

  @Override
  public String join(String beginning, String rest) {
    return beginning + rest;
  }

  @Override
  public OptionalInt id(String word) {
    OptionalInt token = tokenizer.id(word);
    return token.isPresent() && word(token.getAsInt()) != unknown
        ? OptionalInt.of(word(token.getAsInt()))
        : OptionalInt.empty();
  }
}
