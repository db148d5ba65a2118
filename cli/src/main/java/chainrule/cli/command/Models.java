package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.ModelTokens;
import chainrule.cli.option.RepeatedInput;
import chainrule.cli.option.ScoredText;
import chainrule.cli.option.WindowOptions;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.runtime.ExportedModel;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.kernel.Kernels;
import chainrule.train.loop.NeuralModel;
import chainrule.train.loop.RunConfig;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.NgramModel;
import chainrule.train.ngram.NgramScorer;
import chainrule.train.ngram.TokenizedWords;
import chainrule.train.score.PieceScorer;
import chainrule.train.score.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;

/// Opens models of every kind that can score text. A new kind adds its lines here.
final class Models {
  private static final int HEAD = 1 << 14;

  private Models() {}

  /// @param named a file or folder, or standard input
  /// @param text that will be scored; told of the tokens that the model foretells
  static Scorer scorer(
      Input named, ScoredText text, WindowOptions windows, Parallel parallel, Console console)
      throws IOException {
    // A pipe's copy goes at the end of this: a model that is open needs its file's name no more.
    try (RepeatedInput file = RepeatedInput.of(named, console)) {
      Input model = file.input();
      if (Files.isDirectory(model.path())) {
        return run(RunFolder.open(model.path()), text, windows, parallel);
      }
      return LanguageModelFile.recognises(head(model))
          ? exported(LanguageModelFile.open(model.name(), model.path()), text, windows, parallel)
          : ngrams(model, text, parallel, console);
    }
  }

  /// An n-gram model, of words or, where there is a tokenizer, of its tokens.
  private static Scorer ngrams(Input file, ScoredText text, Parallel parallel, Console console)
      throws IOException {
    String name = file.name();
    Optional<Tokenizer> tokenizer = text.tokenizer();
    NgramModel model = ngram(file, parallel, console);
    if (!model.foretellsUnknown()) {
      console.say(name + ": has no <unk>: each word that it does not know counts as 10^-100");
    }
    text.look(OptionalInt.of(model.order()));
    if (tokenizer.isEmpty()) {
      text.requireWords(name, TokenizedWords.areIds(model));
      return new PieceScorer(new NgramScorer(name, model, text.markers()));
    }
    TokenizedWords words = tokens(name, model, tokenizer.get(), text);
    text.require(
        new ModelTokens(name, StreamHeader.of(tokenizer.get()), tokenizer, text.markers()));
    if (!words.haveLineEnds()) {
      text.readByLine();
    }
    return new PieceScorer(new NgramScorer(name, model, text.markers(), words));
  }

  private static TokenizedWords tokens(
      String name, NgramModel model, Tokenizer tokenizer, ScoredText text) {
    try {
      return new TokenizedWords(name, model, tokenizer);
    } catch (MalformedInput e) {
      text.requireWords(name, false); // tells which model's tokens they had to be, if there is one
      throw e;
    }
  }

  private static Scorer exported(
      LanguageModelFile file, ScoredText text, WindowOptions windows, Parallel parallel)
      throws IOException {
    text.look(OptionalInt.empty());
    Optional<Tokenizer> tokenizer = file.tokenizer();
    Json.Members config = file.config();
    ModelTokens tokens =
        text.require(new ModelTokens(file.name(), file.tokens(), tokenizer, false));
    boolean trained =
        config.get("training").orElse(Json.object()) instanceof Json.Members training
            && training.get("carry").equals(Optional.of(Json.of(true)));
    ExportedModel model = ExportedModel.open(file, parallel.threads(), Kernels.fast(parallel));
    return windows.scorer(windows.carries(trained) ? model.carrying() : model, tokens);
  }

  private static Scorer run(
      RunFolder run, ScoredText text, WindowOptions windows, Parallel parallel) throws IOException {
    text.look(OptionalInt.empty());
    RunConfig config = RunConfig.read(run.config());
    Optional<Tokenizer> tokenizer =
        Files.exists(run.tokenizer())
            ? Optional.of(TokenizerFile.read(Input.file(run.tokenizer())))
            : Optional.empty();
    ModelTokens tokens =
        text.require(
            new ModelTokens(
                run.path().toString(),
                new StreamHeader(config.model().vocabulary(), config.tokenizer()),
                tokenizer,
                false));
    boolean carries = windows.carries(config.training().batching().carry());
    return windows.scorer(NeuralModel.of(run, config, carries, Kernels.fast(parallel)), tokens);
  }

  /// An n-gram model: binary models are mapped, ARPA files are read.
  ///
  /// @param input that can be opened more than once
  static NgramModel ngram(Input input, Parallel parallel, Console console) throws IOException {
    String name = input.name();
    byte[] head = head(input);
    if (NgramModel.isBinary(head)) {
      return NgramModel.map(input);
    }
    if (!ArpaFile.isArpa(head)) {
      throw new MalformedInput(
          name,
          "",
          "is not a model: neither a run, ONNX, ARPA nor a binary n-gram model",
          ForeignKind.advice(head));
    }
    try (Progress progress = console.progress("reading " + name, Unit.BYTES, input.size())) {
      return new ArpaFile(input, parallel, progress::add).load();
    }
  }

  private static byte[] head(Input input) throws IOException {
    try (InputStream in = input.open()) {
      return in.readNBytes(HEAD);
    }
  }
}
