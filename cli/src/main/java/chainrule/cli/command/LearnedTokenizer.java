package chainrule.cli.command;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.text.ByteLevel;
import chainrule.tokenize.text.Literal;
import chainrule.tokenize.text.Metaspace;
import chainrule.tokenize.text.Normalizer;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.PreTokenizers;
import chainrule.tokenize.tokenizer.AddedToken;
import chainrule.tokenize.tokenizer.Decoder;
import chainrule.tokenize.tokenizer.Decoders;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.Pipeline;
import chainrule.tokenize.tokenizer.PostProcessor;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.WordCounts;
import chainrule.tokenize.tokenizer.bpe.Alphabet;
import chainrule.tokenize.tokenizer.bpe.BpeTrainer;
import chainrule.tokenize.tokenizer.character.CharacterTrainer;
import chainrule.tokenize.tokenizer.unigram.UnigramTrainer;
import chainrule.tokenize.tokenizer.word.WordTrainer;
import chainrule.tokenize.tokenizer.wordpiece.WordPieceTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// What `learn` makes for each type: how its text is cut, which special tokens it has, who trains
/// it, and what decodes it.
final class LearnedTokenizer {
  /// What the user chose; null where nothing was said.
  record Choices(
      Learn.Type type,
      Integer vocabularySize,
      List<String> specials,
      long minimumFrequency,
      Integer longestPiece,
      Double coverage,
      String initialAlphabet,
      boolean noByteFallback) {
    Choices {
      if (vocabularySize != null && vocabularySize < 1) {
        throw new BadSetting("--vocab-size must be at least 1, not " + vocabularySize, "");
      }
      if (longestPiece != null && longestPiece < 1) {
        throw new BadSetting("--max-piece-length must be at least 1, not " + longestPiece, "");
      }
      if (specials.contains("")) {
        throw new BadSetting("--special '' is no token", "write what stands in the text");
      }
      if (minimumFrequency < 0) {
        throw new BadSetting(
            "--min-frequency must not be negative, but is " + minimumFrequency, "");
      }
      specials = List.copyOf(specials);
    }
  }

  private static final int USUAL_SIZE = 8192;
  private static final double USUAL_COVERAGE = 0.9995;

  private final Choices choices;
  private final Optional<Normalizer> normalizer;
  private final Optional<PreTokenizer> preTokenizer;
  private final boolean bytes; // symbols are bytes

  LearnedTokenizer(Choices choices, TextChoices text) {
    this.choices = choices;
    List<String> steps = choices.type() == Learn.Type.WORDPIECE ? List.of("bert") : List.of();
    this.normalizer = text.normalizer(steps);
    String name =
        text.name(
            switch (choices.type()) {
              case BPE -> "gpt2";
              case UNIGRAM -> "metaspace";
              case WORDPIECE -> "bert";
              case WORD -> "whitespace";
              case CHAR -> "none";
            });
    this.bytes = choices.type() == Learn.Type.BPE && !name.equals("metaspace");
    Optional<PreTokenizer> chosen = TextChoices.preTokenizer(name);
    this.preTokenizer = bytes ? Optional.of(byteLevel(chosen)) : chosen;
  }

  private static PreTokenizer byteLevel(Optional<PreTokenizer> cutting) {
    PreTokenizer idle = new ByteLevel(false, true, false);
    return cutting.isEmpty()
        ? idle
        : cutting.get() instanceof ByteLevel whole
            ? whole
            : new PreTokenizers(List.of(cutting.get(), idle));
  }

  Optional<Normalizer> normalizer() {
    return normalizer;
  }

  /// How text is cut to be counted. Characters, line ends among them, are counted in words, however
  /// the text is cut later.
  Optional<PreTokenizer> countedBy() {
    return choices.type() == Learn.Type.CHAR && preTokenizer.isEmpty()
        ? Optional.of(new ByteLevel(false, true, true))
        : preTokenizer;
  }

  Tokenizer learn(WordCounts words, Parallel parallel, LongConsumer progress) {
    List<String> specials = specials();
    Model model = train(specials, words, parallel, progress);
    List<AddedToken> added =
        specials.stream()
            .map(token -> AddedToken.special(model.vocabulary().id(token), token))
            .toList();
    return new Tokenizer(
        new Pipeline(
            added, normalizer, preTokenizer, model, postProcessor(added), Optional.of(decoder())));
  }

  private List<String> specials() {
    List<String> usual =
        switch (choices.type()) {
          case BPE -> bytes ? List.of("<|endoftext|>") : List.of("<unk>", "<s>", "</s>");
          case UNIGRAM -> List.of("<unk>", "<s>", "</s>");
          case WORDPIECE -> List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
          case WORD, CHAR -> List.of("<unk>");
        };
    if (choices.specials().isEmpty()) {
      return usual;
    }
    List<String> specials = new ArrayList<>();
    if (!bytes && !choices.specials().contains(unknown())) {
      specials.add(unknown());
    }
    specials.addAll(choices.specials());
    return specials;
  }

  private String unknown() {
    return choices.type() == Learn.Type.WORDPIECE ? "[UNK]" : "<unk>";
  }

  private int size(int otherwise) {
    return choices.vocabularySize() == null ? otherwise : choices.vocabularySize();
  }

  private double coverage(boolean byteFallback) {
    return choices.coverage() != null ? choices.coverage() : byteFallback ? USUAL_COVERAGE : 1;
  }

  private int longestPiece(int otherwise) {
    return choices.longestPiece() == null ? otherwise : choices.longestPiece();
  }

  private Model train(
      List<String> specials, WordCounts words, Parallel parallel, LongConsumer progress) {
    boolean fallback = !choices.noByteFallback();
    return switch (choices.type()) {
      case BPE -> new BpeTrainer(bpe(specials)).train(words, progress);
      case UNIGRAM ->
          new UnigramTrainer(
                  new UnigramTrainer.Settings(
                      size(USUAL_SIZE),
                      specials,
                      unknown(),
                      fallback,
                      coverage(fallback),
                      choices.initialAlphabet(),
                      longestPiece(UnigramTrainer.Settings.LONGEST_PIECE),
                      UnigramTrainer.Settings.SEEDS,
                      true))
              .train(words, parallel, progress);
      case WORDPIECE ->
          new WordPieceTrainer(
                  new WordPieceTrainer.Settings(
                      size(USUAL_SIZE),
                      specials,
                      unknown(),
                      "##",
                      choices.minimumFrequency(),
                      choices.initialAlphabet(),
                      WordPieceTrainer.Settings.ALPHABET_LIMIT))
              .train(words, parallel, progress);
      case WORD ->
          new WordTrainer(
                  new WordTrainer.Settings(
                      size(WordTrainer.Settings.ALL),
                      specials,
                      unknown(),
                      choices.minimumFrequency()))
              .train(words, parallel, progress);
      case CHAR ->
          new CharacterTrainer(
                  new CharacterTrainer.Settings(
                      size(CharacterTrainer.Settings.ALL),
                      specials,
                      unknown(),
                      fallback && choices.coverage() != null,
                      coverage(false),
                      choices.initialAlphabet()))
              .train(words, parallel, progress);
    };
  }

  private BpeTrainer.Settings bpe(List<String> specials) {
    boolean fallback = !bytes && !choices.noByteFallback();
    return new BpeTrainer.Settings(
        size(USUAL_SIZE),
        specials,
        bytes ? Alphabet.BYTES : Alphabet.CHARACTERS,
        bytes ? Optional.empty() : Optional.of(unknown()),
        fallback,
        coverage(fallback),
        choices.initialAlphabet(),
        longestPiece(Integer.MAX_VALUE),
        choices.minimumFrequency());
  }

  private Optional<PostProcessor> postProcessor(List<AddedToken> added) {
    if (choices.type() != Learn.Type.WORDPIECE) {
      return Optional.empty();
    }
    List<AddedToken> begin = named(added, "[CLS]");
    List<AddedToken> end = named(added, "[SEP]");
    return begin.isEmpty() || end.isEmpty()
        ? Optional.empty()
        : Optional.of(PostProcessor.template(begin, end));
  }

  private static List<AddedToken> named(List<AddedToken> tokens, String content) {
    return tokens.stream().filter(token -> token.content().equals(content)).toList();
  }

  private Decoder decoder() {
    if (bytes) {
      return new Decoders.ByteLevel();
    }
    Decoder spaces =
        new Decoders.Sequence(
            List.of(
                new Decoders.Replacing(new Literal(Metaspace.BLOCK), " "),
                new Decoders.ByteFallback(),
                new Decoders.Fuse(),
                new Decoders.Strip(" ", 1, 0)));
    return switch (choices.type()) {
      case BPE, UNIGRAM ->
          preTokenizer.filter(step -> step instanceof Metaspace).isPresent()
              ? spaces
              : new Decoders.Sequence(List.of(new Decoders.ByteFallback(), new Decoders.Fuse()));
      case WORDPIECE -> new Decoders.WordPiece("##", true);
      case WORD -> new Decoders.WordPiece("##", false); // a space before each word but the first
      case CHAR -> new Decoders.Sequence(List.of(new Decoders.ByteFallback(), new Decoders.Fuse()));
    };
  }
}
