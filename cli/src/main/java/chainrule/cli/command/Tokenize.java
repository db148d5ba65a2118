package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.TextFiles;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.option.TokenizerOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.DocumentWindows;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tokenize`: text to tokens, in order, on all threads. [TokenSinks] has the forms of output.
@Page(
    summary = "turn text into tokens",
    description =
        """
        Reads text and writes its tokens: as the toolkit's token stream, as numbers, as pieces of \
        text, or as JSON lines with offsets. Nothing is added to the text unless it is asked for.

        A document is a file for stream, u16 and u32, and a line (without its end) for ids, pieces \
        and jsonl, which write a line for each document. In pieces, a space is written \\s, a line \
        end \\n, a tab \\t, a backslash \\\\, and bytes that are no character \\xE2.
        """,
    examples =
        """
        # A token stream, to train on
        chainrule tokenize -t bpe.json -o corpus.tok corpus.txt

        # See how a line is cut
        echo 'Hello world' | chainrule tokenize -t bpe.json --format pieces

        # Arrays of 16-bit numbers for other tools, a tenth for validation
        chainrule tokenize -t vocab.json --format u16 --split 0.9 \\
            -o all.u16 corpus.txt
        """)
final class Tokenize extends Command {
  @Mixin private InputFiles files;
  @Mixin private TokenizerOption tokenizer;
  @Mixin private OutputFile output;
  @Mixin private ThreadsOption threads;
  @Mixin private JsonOption json;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Write ${COMPLETION-CANDIDATES} (default: stream; ids on a terminal).")
  private TokenFormat format;

  @Option(
      names = "--documents",
      paramLabel = "KIND",
      description =
          "A document is a file, line or paragraph, or the string under this name in each line's"
              + " JSON object (default: a file where line ends are part of the text, else a line).")
  private String documents;

  @Option(
      names = "--invalid",
      paramLabel = "HOW",
      description = "What to do about bytes that are not UTF-8.")
  private InvalidText invalid = InvalidText.ERROR;

  @Option(names = "--bos", description = "Put the tokenizer's begin token before each document.")
  private boolean begin;

  @Option(names = "--eos", description = "Put the tokenizer's end token behind each document.")
  private boolean end;

  @Option(
      names = "--no-specials",
      description = "Treat special tokens that stand in the text as text.")
  private boolean noSpecials;

  @Option(
      names = "--truncate",
      paramLabel = "N",
      description = "Keep at most N tokens of each document.")
  private Integer truncate;

  @Option(
      names = "--stride",
      paramLabel = "N",
      description =
          "With --truncate, leave nothing out: make more documents, each beginning with the last N"
              + " tokens of the one before.")
  private Integer stride;

  @Option(
      names = "--split",
      paramLabel = "SHARE",
      description =
          "Write this share, such as 0.9, to FILE.train and the rest to FILE.validation (before the"
              + " ending): the beginning and the end of files, or every so many documents.")
  private Double split;

  @Option(
      names = "--totals",
      description = "Write no tokens, only how many documents, tokens and bytes there are.")
  private boolean totals;

  @Override
  protected void run(Console console) throws IOException {
    checkOptions();
    Tokenizer chosen = tokenizer.read();
    DocumentWindows.Shape shape = shape(chosen);
    TokenFormat form = format(console);
    DocumentKind kind = kind(form);
    List<Input> inputs = files.inputs(console, "text");
    new TextFiles(invalid, console).check(inputs);
    boolean traced = form == TokenFormat.JSONL && !totals;
    TextTokens text =
        new TextTokens(chosen, new TextTokens.Settings(kind, invalid, !noSpecials, traced));
    try (TokenSinks sinks = sinks(chosen, form, shape, kind, inputs, console);
        Parallel parallel = threads.start();
        Progress progress = console.progress("tokenizing", Unit.BYTES, Input.size(inputs))) {
      text.run(inputs, parallel, sinks, progress::add);
      sinks.finish();
      if (totals || json.wanted()) {
        report(sinks, console);
      }
    }
  }

  private void checkOptions() {
    if (stride != null && truncate == null) {
      throw new BadSetting("--stride needs --truncate", "say how long a document may be");
    }
    if (split != null && (split <= 0 || split >= 1)) {
      throw new BadSetting("--split must lie between 0 and 1, not be " + split, "");
    }
    if (split != null && output.path().isEmpty()) {
      throw new BadSetting("--split writes two files, but standard output is one", "use -o FILE");
    }
    if (json.wanted() && !totals && output.path().isEmpty()) {
      throw new BadSetting(
          "--json would stand among the tokens on standard output", "use -o FILE or --totals");
    }
  }

  private TokenFormat format(Console console) {
    return format != null
        ? format
        : output.path().isEmpty() && console.terminal().output()
            ? TokenFormat.IDS
            : TokenFormat.STREAM;
  }

  private DocumentKind kind(TokenFormat form) {
    if (documents != null) {
      return DocumentKind.of(documents);
    }
    return switch (form) {
      case STREAM, U16, U32 -> new DocumentKind.File();
      case IDS, PIECES, JSONL -> new DocumentKind.Line();
    };
  }

  private DocumentWindows.Shape shape(Tokenizer chosen) {
    OptionalInt none = OptionalInt.empty();
    DocumentWindows.Shape shape =
        new DocumentWindows.Shape(
            begin ? required(chosen.begin(), "begin", "--bos") : none,
            end ? required(chosen.end(), "end", "--eos") : none,
            truncate == null ? none : OptionalInt.of(truncate),
            stride == null ? none : OptionalInt.of(stride));
    if (shape.room() < 1) {
      throw new BadSetting("--truncate " + truncate + " leaves no room for text", "");
    }
    if (stride != null && (stride < 0 || stride >= shape.room())) {
      throw new BadSetting(
          "--stride " + stride + " must be less than the " + shape.room() + " tokens of a window",
          "");
    }
    return shape;
  }

  private static OptionalInt required(OptionalInt token, String what, String option) {
    if (token.isEmpty()) {
      throw new BadSetting(
          "the tokenizer has no " + what + " token for " + option,
          "learn one with --special, or leave the option out");
    }
    return token;
  }

  private TokenSinks sinks(
      Tokenizer chosen,
      TokenFormat form,
      DocumentWindows.Shape shape,
      DocumentKind kind,
      List<Input> inputs,
      Console console)
      throws IOException {
    if (totals) {
      return TokenSinks.counting();
    }
    if (split == null) {
      return TokenSinks.one(output.open(console), form, chosen, shape);
    }
    OptionalLong bytes = OptionalLong.empty();
    if (kind instanceof DocumentKind.File) {
      bytes = Input.size(inputs);
      if (bytes.isEmpty() || !inputs.stream().allMatch(Input::isPlainFile)) {
        throw new BadSetting(
            "--split of whole files needs to know their size",
            "name files that are not compressed, or use --documents line");
      }
    }
    return TokenSinks.two(output.path().orElseThrow(), split, bytes, form, chosen, shape, console);
  }

  private void report(TokenSinks sinks, Console console) throws IOException {
    double bytesPerToken = (double) sinks.textBytes() / sinks.tokens();
    if (json.wanted()) {
      JsonOption.write(
          Json.object()
              .with("documents", Json.of(sinks.documents()))
              .with("tokens", Json.of(sinks.tokens()))
              .with("bytes", Json.of(sinks.textBytes()))
              .with("bytes_per_token", Json.of(bytesPerToken)),
          console);
      return;
    }
    String text =
        String.format(
            Locale.ROOT,
            "documents  %d%ntokens     %d%nbytes      %d%nbytes per token  %.3f%n",
            sinks.documents(),
            sinks.tokens(),
            sinks.textBytes(),
            sinks.tokens() == 0 ? 0 : bytesPerToken);
    console.out().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
