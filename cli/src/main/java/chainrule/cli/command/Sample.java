package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.NeuralOptions;
import chainrule.cli.option.OptionalTokenizer;
import chainrule.cli.option.Output;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.PromptOptions;
import chainrule.cli.option.RepeatedInput;
import chainrule.cli.option.SampleRequest;
import chainrule.cli.option.SamplingOptions;
import chainrule.cli.option.SeedOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.reference.Page;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.runtime.SelfCheck;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.ngram.NgramModel;
import chainrule.train.ngram.SpacedWords;
import chainrule.train.ngram.TokenizedWords;
import chainrule.train.ngram.WordText;
import chainrule.train.sampling.StopTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sample`: text that a model makes up.
@Page(
    summary = "generate text with a model",
    description =
        """
        Goes on where the prompt ends, token by token as MODEL foretells them, until the model ends \
        the text, a --stop comes or --max-tokens are made. Sequences are written with their \
        prompts, each with a line end behind it; a single one is written as it is made.

        Neural models, ONNX files or runs, compute in ONNX Runtime; n-gram models make words.

        The same seed makes the same text. Logits are changed by bias, bans, repetition penalty, \
        presence and frequency penalties, temperature, top-k, top-p and min-p, in this order.
        """,
    examples =
        """
        # Ten sentences
        chainrule sample lm.bin --samples 10

        # Go on from a beginning, without straying far
        chainrule sample lm.arpa --prompt 'to be' --temperature 0.7 --top-k 50

        # A neural model, and many sequences at once
        chainrule sample model.onnx --prompt 'ROMEO:' -n 200
        chainrule sample model.onnx --prompts asked.txt --format jsonl -o told.jsonl

        # A model over a tokenizer's tokens, up to the first full stop
        chainrule sample pieces.arpa -t bpe.json --stop .
        """)
final class Sample extends Command {
  private enum Format {
    TEXT,
    JSONL
  }

  private static final int USUAL_BATCH = 16;

  @Parameters(
      paramLabel = "MODEL",
      description =
          "The model: an ONNX file, a run, an ARPA file or a binary n-gram model; - for standard"
              + " input.")
  private String model;

  @Mixin private PromptOptions prompts;

  @Option(
      names = {"-n", "--max-tokens"},
      paramLabel = "N",
      defaultValue = "100",
      description = "Make at most N tokens (default: 100).")
  private int longest;

  @Option(names = "--ignore-eos", description = "Go on to --max-tokens: a text does not end.")
  private boolean endless;

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "End a sequence where TEXT comes, which is left out; repeatable.")
  private List<String> stops = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Write the texts in this form.")
  private Format format;

  @Mixin private NeuralOptions neural;
  @Mixin private OptionalTokenizer tokenizer;
  @Mixin private SamplingOptions sampling;
  @Mixin private SeedOption seed;
  @Mixin private OutputFile output;
  @Mixin private ThreadsOption threads;

  @Override
  protected void run(Console console) throws IOException {
    SampleRequest base =
        new SampleRequest(sampling.choice(), longest, new StopTexts(stops), endless, seed.value());
    Iterator<SampleRequest> requests = prompts.requests(base, console);
    try (RepeatedInput file = RepeatedInput.of(InputFiles.of(model, console, "model"), console);
        Parallel parallel = threads.start();
        Output out = output.open(console);
        TextGenerator generator = generator(file.input(), parallel, console)) {
      generator.generate(
          requests,
          switch (format) {
            case TEXT -> new SampleWriter.AsText(out.stream());
            case JSONL -> new SampleWriter.AsJson(out.stream());
          });
      out.commit();
    }
  }

  private TextGenerator generator(Input input, Parallel parallel, Console console)
      throws IOException {
    Optional<LanguageModelFile> file = NeuralFiles.open(input);
    if (file.isPresent()) {
      SelfCheck.Verdict verdict = neural.check(file.get(), threads.count());
      boolean streams = format == Format.TEXT && output.path().isEmpty();
      NeuralText.Options options =
          new NeuralText.Options(
              neural.batch(prompts.isOne() ? 1 : USUAL_BATCH),
              neural.alternatives(),
              neural.overflow(),
              streams);
      return new NeuralText(
          file.get(),
          tokenizer.read(file.get().tokens()),
          options,
          neural.decoders(threads.count(), verdict, console),
          console);
    }
    neural.refuse(input.name());
    NgramModel ngrams = Models.ngram(input, parallel, console);
    Optional<Tokenizer> chosen = tokenizer.read();
    WordText text =
        chosen.isPresent()
            ? new TokenizedWords(input.name(), ngrams, chosen.get())
            : new SpacedWords(ngrams);
    return new NgramText(ngrams, text, parallel);
  }
}
