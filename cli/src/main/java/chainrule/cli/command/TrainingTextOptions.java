package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.PresetOptions;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.MappedTokens;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.data.TokenRange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What `train` is given to read, and which part of it is kept for validation. [TrainingData] finds
/// the tokens.
final class TrainingTextOptions {
  private static final String TEXT = "text";
  private static final String TOKENS_OR_TEXT = "tokens or text";
  private static final double USUAL_SHARE = 0.1;

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description =
          "What the files hold: text, stream, u16, u32, ids, pieces or jsonl (default: what can be"
              + " seen from them, else text).")
  private String kind;

  @Option(
      names = "--vocab-size",
      paramLabel = "N",
      description = "The vocabulary has N tokens, all counted (default: as the data say).")
  private Integer vocabularySize;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description = "Score the model on this file instead of a part of the data.")
  private String validationFile;

  @Option(
      names = "--validation-fraction",
      paramLabel = "SHARE",
      description = "Keep this share at the end of the data for validation (default: 0.1).")
  private Double share;

  @Option(
      names = "--invalid",
      paramLabel = "HOW",
      description = "What to do about bytes that are not UTF-8.")
  private InvalidText invalid = InvalidText.ERROR;

  private PresetOptions preset; // whose file may name a size of the vocabulary

  /// @param settings beside these
  void check(PresetOptions settings) {
    preset = settings;
    if (share != null && !(share >= 0 && share < 1)) {
      throw new BadSetting("--validation-fraction is at least 0 and below 1, not " + share, "");
    }
    if (share != null && share > 0 && validationFile != null) {
      throw new BadSetting(
          "--validation is for another text, and --validation-fraction for a part of the data",
          "leave one of them out");
    }
    if (vocabularySize != null && vocabularySize < 1) {
      throw new BadSetting("--vocab-size must be at least 1, not " + vocabularySize, "");
    }
    format();
  }

  InvalidText invalid() {
    return invalid;
  }

  boolean isText() {
    return TEXT.equals(kind);
  }

  /// Of tokens, where the user said it.
  Optional<TokenFormat> format() {
    if (kind == null || isText()) {
      return Optional.empty();
    }
    for (TokenFormat format : TokenFormat.values()) {
      if (format.toString().equals(kind)) {
        return Optional.of(format);
      }
    }
    throw new BadSetting(
        "--input: '" + kind + "' is not known",
        "it can be text, stream, u16, u32, ids, pieces or jsonl");
  }

  TrainingText open(InputFiles files, TrainingData data, Console console) throws IOException {
    // First the file that is likely to be short: what is wrong with it shows at once.
    Optional<MappedTokens> held = validationFile(data, console);
    MappedTokens tokens = open(files.inputs(console, TOKENS_OR_TEXT), ".train.tok", data);
    TokenRange all = TokenRange.all(tokens);
    if (held.isPresent()) {
      if (held.get().header().isPresent() && tokens.header().isPresent()) {
        held.get().header().get().require(validationFile, tokens.header().get());
      }
      return new TrainingText(all, held.map(TokenRange::all), held.get().textBytes(), tokens);
    }
    double fraction = share == null ? USUAL_SHARE : share;
    if (fraction == 0) {
      return new TrainingText(all, Optional.empty(), 0, tokens);
    }
    long kept = (long) ((1 - fraction) * all.size());
    TokenRange rest = all.after(kept);
    double part = (double) rest.size() / Math.max(1, all.size());
    long bytes = Math.round(part * tokens.textBytes());
    return new TrainingText(all.head(kept), Optional.of(rest), bytes, tokens);
  }

  private Optional<MappedTokens> validationFile(TrainingData data, Console console)
      throws IOException {
    return validationFile == null
        ? Optional.empty()
        : Optional.of(
            open(
                List.of(InputFiles.of(validationFile, console, TOKENS_OR_TEXT)),
                ".validation.tok",
                data));
  }

  private static MappedTokens open(List<Input> inputs, String spool, TrainingData data)
      throws IOException {
    MappedTokens tokens = data.open(inputs, spool);
    if (tokens.size() == 0) {
      int more = inputs.size() - 1;
      throw new MalformedInput(
          inputs.getFirst() + (more == 0 ? "" : " and %,d more".formatted(more)),
          "",
          more == 0 ? "has no tokens" : "have no tokens",
          "name a text that is not empty");
    }
    return tokens;
  }

  /// How many different tokens there are, and of which tokenizer.
  StreamHeader tokens(Optional<Tokenizer> tokenizer, TrainingText text) throws IOException {
    if (tokenizer.isPresent()) {
      requireSize("the tokenizer", tokenizer.get().size());
      return StreamHeader.of(tokenizer.get());
    }
    Optional<StreamHeader> said = text.file().header();
    if (said.isPresent() && said.get().vocabularySize() < Integer.MAX_VALUE) {
      requireSize("the data's tokenizer", said.get().vocabularySize());
      return said.get();
    }
    if (vocabularySize == null) {
      throw new BadSetting(
          "the data does not say how many different tokens there are",
          "give --vocab-size N, or the tokenizer with -t");
    }
    preset.requireVocabulary("the vocabulary of --vocab-size", vocabularySize);
    return new StreamHeader(vocabularySize, "");
  }

  /// Refuses another size than the one that is known.
  ///
  /// @param source of what is known, for messages
  void requireSize(String source, long known) throws IOException {
    if (vocabularySize != null && vocabularySize != known) {
      throw new BadSetting(
          "--vocab-size is %,d, but %s has %,d tokens".formatted(vocabularySize, source, known),
          "leave it out, or learn a tokenizer of that size and name it with -t");
    }
    preset.requireVocabulary(source, known);
  }
}
