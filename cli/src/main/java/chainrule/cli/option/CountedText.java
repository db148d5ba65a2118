package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.ArrayReader;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.IdsReader;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.StreamReader;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.ngram.estimation.Estimator;
import chainrule.train.ngram.estimation.SpecialWords;
import chainrule.train.ngram.estimation.WordLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is counted: which kind of file the input is, and which of its words are the model's.
@Heading("Text and vocabulary")
public final class CountedText {
  private static final int MAGIC = 8;

  /// The words of `--input`.
  public enum Kind {
    AUTO,
    TEXT,
    STREAM,
    IDS,
    U16,
    U32
  }

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description =
          "What the input is; auto tells token streams and files ending in .u16 and .u32.")
  private Kind kind = Kind.AUTO;

  @Mixin private OptionalTokenizer tokenizer;

  @Option(
      names = "--documents",
      paramLabel = "KIND",
      description =
          "A document is a file, line or paragraph, or the string under this name in each line's"
              + " JSON object (default: a line; each is a sentence; others need -t).")
  private String documents;

  @Option(
      names = "--limit-vocab",
      paramLabel = "FILE",
      description =
          "Leave out n-grams with words that are not in FILE (words between blanks), but count"
              + " them.")
  private String limit;

  @Option(
      names = "--unk",
      description = "With --limit-vocab, count words that are not in its FILE as <unk>.")
  private boolean asUnknown;

  @Option(
      names = "--vocab-cutoff",
      paramLabel = "N",
      description = "Count words seen fewer than N times as <unk>.")
  private long fewest = 1;

  @Option(
      names = "--no-markers",
      description = "Leave out <s> and </s>: sentences neither begin nor end.")
  private boolean noMarkers;

  @Option(
      names = "--skip-symbols",
      description =
          "Read <s>, </s> and <unk> in the text as blanks instead of refusing them (a tokenizer's"
              + " <unk> is not refused: it is the model's).")
  private boolean skipSymbols;

  @Option(
      names = "--invalid",
      paramLabel = "HOW",
      description = "What to do about bytes that are not UTF-8.")
  private InvalidText invalid = InvalidText.ERROR;

  public boolean markers() {
    return !noMarkers;
  }

  public WordLimits limits(Console console) throws IOException {
    if (asUnknown && limit == null) {
      throw new BadSetting(
          "--unk needs a vocabulary", "name one with --limit-vocab, or use --vocab-cutoff N");
    }
    Optional<Set<String>> allowed = limit == null ? Optional.empty() : Optional.of(words(console));
    return new WordLimits(fewest, allowed, asUnknown);
  }

  private Set<String> words(Console console) throws IOException {
    Input input = InputFiles.of(limit, console, "vocabulary");
    new TextFiles(InvalidText.ERROR, console).check(input);
    try (InputStream in = input.open()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Set<String> words = new HashSet<>(List.of(text.split("[\\x00\\t\\n\\r ]+")));
      words.remove("");
      if (words.isEmpty()) {
        throw new MalformedInput(input.name(), "", "has no words for --limit-vocab", "");
      }
      return words;
    }
  }

  /// Gives all inputs to the estimator.
  public void read(Estimator estimator, List<Input> inputs, Console console, LongConsumer progress)
      throws IOException {
    if (documents != null && !tokenizer.isGiven()) {
      throw new BadSetting(
          "--documents is for the text of a tokenizer's tokens",
          "name the tokenizer with -t; without one each line is a sentence");
    }
    Optional<Tokenizer> known = tokenizer.read();
    TextFiles texts = new TextFiles(invalid, console);
    for (Input input : inputs) {
      try (BufferedInputStream in = new BufferedInputStream(input.open(progress), 1 << 16)) {
        switch (found(input, in)) {
          case AUTO, TEXT -> {
            if (kind != Kind.TEXT) {
              texts.check(input);
            }
            text(estimator, input, in, known);
          }
          case STREAM -> tokens(estimator, input, new StreamReader(input.name(), in), known);
          case IDS -> tokens(estimator, input, new IdsReader(input.name(), in), known);
          case U16 ->
              tokens(estimator, input, new ArrayReader(input.name(), in, Short.BYTES), known);
          case U32 ->
              tokens(estimator, input, new ArrayReader(input.name(), in, Integer.BYTES), known);
        }
      }
    }
  }

  private void text(
      Estimator estimator, Input input, BufferedInputStream in, Optional<Tokenizer> known)
      throws IOException {
    if (known.isEmpty()) {
      estimator.read(input.name(), in, special(), invalid);
      return;
    }
    DocumentKind kind = documents == null ? new DocumentKind.Line() : DocumentKind.of(documents);
    TextTokens.Settings settings = new TextTokens.Settings(kind, invalid, true, false);
    // Progress was told by what is under the stream.
    Input opened = Input.stream(input.name(), in);
    estimator.read(opened, known.get(), settings, special(), _ -> {});
  }

  private void tokens(
      Estimator estimator, Input input, TokenReader reader, Optional<Tokenizer> known)
      throws IOException {
    try (reader) {
      if (known.isPresent() && reader.header().isPresent()) {
        reader.header().get().require(input.name(), StreamHeader.of(known.get()));
      }
      estimator.read(input.name(), reader, known, special());
    }
  }

  private SpecialWords special() {
    return skipSymbols ? SpecialWords.SKIP : SpecialWords.REFUSE;
  }

  private Kind found(Input input, BufferedInputStream in) throws IOException {
    if (kind != Kind.AUTO) {
      return kind;
    }
    in.mark(MAGIC);
    byte[] head = in.readNBytes(MAGIC);
    in.reset();
    Path name = Path.of(input.name()).getFileName();
    Optional<TokenFormat> format = TokenFormat.recognise(name == null ? "" : name.toString(), head);
    return switch (format.orElse(TokenFormat.PIECES)) {
      case STREAM -> Kind.STREAM;
      case U16 -> Kind.U16;
      case U32 -> Kind.U32;
      case IDS, PIECES, JSONL -> Kind.TEXT; // ids are words like any others
    };
  }
}
