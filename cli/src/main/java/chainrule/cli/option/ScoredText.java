package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.RepairedText;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.stream.TokenReaders;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.score.EncodedDocuments;
import chainrule.train.score.EncodedLines;
import chainrule.train.score.IdBatches;
import chainrule.train.score.Marks;
import chainrule.train.score.TextBatches;
import chainrule.train.score.TokenWords;
import chainrule.train.score.WordSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What models are asked about: text of words, tokens in any of their forms, or text that becomes
/// tokens on the way, because a model among them foretells those.
@Heading("Text")
public final class ScoredText {
  /// The words of `--input`.
  public enum Kind {
    AUTO,
    TEXT,
    PIECES,
    STREAM,
    IDS,
    U16,
    U32
  }

  private static final int HEAD = 64;

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description =
          "What the input is; auto tells token streams by what they hold, pieces, ids, u16 and u32"
              + " by the file's ending, and takes the rest for text.")
  private Kind kind = Kind.AUTO;

  @Mixin private OptionalTokenizer tokenizer;

  @Option(
      names = "--documents",
      paramLabel = "KIND",
      description =
          "A document is a file, line or paragraph, or the string under this name in each line's"
              + " JSON object (default: a line; for neural models a file, unless lines are"
              + " wanted).")
  private String documents;

  @Option(names = "--bos", description = "Put the tokenizer's begin token before each document.")
  private boolean begin;

  @Option(names = "--eos", description = "Put the tokenizer's end token behind each document.")
  private boolean end;

  @Option(
      names = "--no-markers",
      description = "Leave out <s> and </s>: sentences neither begin nor end.")
  private boolean noMarkers;

  @Option(
      names = "--invalid",
      paramLabel = "HOW",
      description = "What to do about bytes that are not UTF-8.")
  private InvalidText invalid = InvalidText.ERROR;

  private Optional<ModelTokens> wanted = Optional.empty();
  private Optional<String> wordModel = Optional.empty(); // one's name
  private boolean wordsAreIds = true;
  private boolean byLine;
  private OptionalInt reach = OptionalInt.of(0);

  public boolean markers() {
    return !noMarkers;
  }

  /// Lines are what is asked about.
  public void readByLine() {
    byLine = true;
  }

  /// A model looks back at no more than so many tokens, or wants to see documents whole.
  public void look(OptionalInt back) {
    reach =
        reach.isPresent() && back.isPresent()
            ? OptionalInt.of(Math.max(reach.getAsInt(), back.getAsInt()))
            : OptionalInt.empty();
  }

  /// A model foretells these tokens: text becomes such tokens, and other tokens are refused.
  ///
  /// @return what is known of them, -t included
  public ModelTokens require(ModelTokens tokens) throws IOException {
    ModelTokens known = tokens;
    Optional<Tokenizer> given = tokenizer.read();
    if (given.isPresent()) {
      StreamHeader kind = StreamHeader.of(given.get());
      kind.require(tokenizer.name(), tokens.kind());
      known = new ModelTokens(tokens.model(), kind, given, tokens.ends());
    }
    boolean ends = known.ends();
    if (wanted.isPresent()) {
      ModelTokens first = wanted.get();
      known.kind().require(known.model(), first.kind());
      wanted =
          Optional.of(
              new ModelTokens(
                  first.model(), first.kind(), first.tokenizer(), first.ends() && ends));
    } else {
      wanted = Optional.of(known);
    }
    refuseWordsWithTokens();
    return known;
  }

  /// A model foretells words, which are no tokens that are known of.
  ///
  /// @param areIds whether all of them could be ids of tokens whose tokenizer nobody knows
  public void requireWords(String model, boolean areIds) {
    if (wordModel.isEmpty() || (wordsAreIds && !areIds)) {
      wordModel = Optional.of(model);
      wordsAreIds = areIds;
    }
    refuseWordsWithTokens();
  }

  private void refuseWordsWithTokens() {
    if (wordModel.isPresent()
        && wanted.isPresent()
        && (wanted.get().tokenizer().isPresent() || !wordsAreIds)) {
      throw new MalformedInput(
          wordModel.get(),
          "",
          "foretells words, but %s the tokens of a tokenizer".formatted(wanted.get().model()),
          "mix models of the same tokens; if these words are such tokens, name their tokenizer"
              + " with -t");
    }
  }

  /// What text becomes tokens with, as far as is known: that of -t, or of a model that was opened.
  public Optional<Tokenizer> tokenizer() throws IOException {
    return tokenizer.isGiven() ? tokenizer.read() : wanted.flatMap(ModelTokens::tokenizer);
  }

  /// Whether the input is lines of text, as far as that can be seen without reading it.
  public boolean isText(Input input) throws IOException {
    Kind found = found(input);
    return found == Kind.TEXT || (found == Kind.PIECES && wanted.isEmpty());
  }

  /// Says of files that are taken for text, but are something else, what they are.
  public void check(List<Input> inputs, Console console) throws IOException {
    TextFiles texts = new TextFiles(invalid, console);
    for (Input input : inputs) {
      if (kind == Kind.AUTO && found(input) == Kind.TEXT) {
        texts.check(input);
      }
    }
  }

  public ScoredBatches open(Input input, LongConsumer progress) throws IOException {
    Kind found = found(input);
    return switch (found) {
      case AUTO, TEXT ->
          wanted.isPresent()
              ? encoded(input, wanted.get(), progress)
              : words(input, false, progress);
      case PIECES ->
          wanted.isPresent() ? ids(input, TokenFormat.PIECES) : words(input, true, progress);
      case STREAM -> ids(input, TokenFormat.STREAM);
      case IDS -> ids(input, TokenFormat.IDS);
      case U16 -> ids(input, TokenFormat.U16);
      case U32 -> ids(input, TokenFormat.U32);
    };
  }

  private Kind found(Input input) throws IOException {
    if (kind != Kind.AUTO) {
      return kind;
    }
    byte[] head = new byte[0];
    if (input.isPlainFile()) {
      try (InputStream in = input.open()) {
        head = in.readNBytes(HEAD);
      }
    }
    return TokenFormat.recognise(input.name(), head)
        .map(
            format ->
                switch (format) {
                  case STREAM -> Kind.STREAM;
                  case IDS -> Kind.IDS;
                  case PIECES -> Kind.PIECES;
                  case U16 -> Kind.U16;
                  case U32 -> Kind.U32;
                  case JSONL -> Kind.TEXT;
                })
        .orElse(Kind.TEXT);
  }

  private ScoredBatches words(Input input, boolean pieces, LongConsumer progress)
      throws IOException {
    if (begin || end || (documents != null && !(kind() instanceof DocumentKind.Line))) {
      throw new BadSetting(
          "--documents, --bos and --eos are for models of a tokenizer's tokens",
          "an n-gram model of words takes each line as a sentence");
    }
    return ScoredBatches.of(lines(input, pieces, progress));
  }

  private TextBatches lines(Input input, boolean pieces, LongConsumer progress) throws IOException {
    WordSplitter splitter = new WordSplitter(pieces, invalid != InvalidText.KEEP);
    if (invalid == InvalidText.REPLACE) {
      Input repaired = Input.stream(input.name(), new RepairedText(input.open(progress)));
      return new TextBatches(List.of(repaired), splitter, _ -> {});
    }
    return new TextBatches(List.of(input), splitter, progress);
  }

  private ScoredBatches encoded(Input input, ModelTokens tokens, LongConsumer progress)
      throws IOException {
    if (tokens.tokenizer().isEmpty()) {
      if (input.isFile()) {
        input.open().close(); // what is missing or a folder is no text
      }
      throw new BadSetting(
          input.name() + ": is text, and " + tokens.model() + " has no tokenizer",
          "name it with -t, or say what the input is with --input");
    }
    Tokenizer chosen = tokens.tokenizer().get();
    Marks added =
        new Marks(
            begin ? required(chosen.begin(), "begin", "--bos") : OptionalInt.empty(),
            end ? required(chosen.end(), "end", "--eos") : OptionalInt.empty());
    if (kind() instanceof DocumentKind.Line) {
      return ScoredBatches.of(
          new EncodedLines(lines(input, false, progress), chosen, added, tokens.ends()));
    }
    TextTokens.Settings settings = new TextTokens.Settings(kind(), invalid, true, false);
    return ScoredBatches.of(new EncodedDocuments(input, chosen, settings, added, reach, progress));
  }

  /// What a document is.
  private DocumentKind kind() {
    if (documents != null) {
      return DocumentKind.of(documents);
    }
    return byLine ? new DocumentKind.Line() : new DocumentKind.File();
  }

  private static OptionalInt required(OptionalInt token, String what, String option) {
    if (token.isEmpty()) {
      throw new BadSetting(
          "the tokenizer has no " + what + " token for " + option, "leave the option out");
    }
    return token;
  }

  private ScoredBatches ids(Input input, TokenFormat format) throws IOException {
    Optional<Tokenizer> known = wanted.isPresent() ? wanted.get().tokenizer() : tokenizer.read();
    TokenReader reader = TokenReaders.open(input, Optional.of(format), known);
    Optional<StreamHeader> header = reader.header();
    if (wanted.isPresent() && header.isPresent()) {
      header.get().require(input.name(), wanted.get().kind());
    }
    // Where each line is a document, its end was a byte of the text, to those who foretell it.
    boolean lines = format == TokenFormat.IDS || format == TokenFormat.PIECES;
    boolean ends = wanted.map(ModelTokens::ends).orElse(markers());
    int endBytes = lines && ends && known.isPresent() ? 1 : 0;
    return ScoredBatches.of(new IdBatches(reader, new TokenWords(known), endBytes, reach));
  }
}
