package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.OptionalTokenizer;
import chainrule.cli.option.Output;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.SamplingOptions;
import chainrule.cli.option.SeedOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonWriter;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.ngram.NgramGenerator;
import chainrule.train.ngram.NgramModel;
import chainrule.train.ngram.SpacedWords;
import chainrule.train.ngram.TokenizedWords;
import chainrule.train.ngram.WordText;
import chainrule.train.sampling.StopTexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sample`: text that a model makes up.
@Page(
    summary = "generate text with a model",
    description =
        """
        Goes on where the prompt ends, word by word as MODEL foretells them, until the model ends \
        the sentence or --max-tokens are made. Each sequence is one line, the prompt included.

        The same seed makes the same text. Logits are changed by bias, bans, repetition penalty, \
        presence and frequency penalties, temperature, top-k, top-p and min-p, in this order.
        """,
    examples =
        """
        # Ten sentences
        chainrule sample lm.bin --samples 10

        # Go on from a beginning, without straying far
        chainrule sample lm.arpa --prompt 'to be' --temperature 0.7 --top-k 50

        # A model over a tokenizer's tokens, up to the first full stop
        chainrule sample pieces.arpa -t bpe.json --stop .
        """)
final class Sample extends Command {
  private enum Format {
    TEXT,
    JSONL
  }

  /// One of the sequences to be made.
  private record Job(long number, String prompt) {}

  @Parameters(
      paramLabel = "MODEL",
      description = "The model: an ARPA file or a binary n-gram model.")
  private String model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "Go on from TEXT (default: from the beginning of a sentence).")
  private String prompt;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Go on from each line of FILE, - for standard input.")
  private String prompts;

  @Option(
      names = {"-n", "--max-tokens"},
      paramLabel = "N",
      defaultValue = "100",
      description = "Make at most N words (default: 100).")
  private int longest;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "1",
      description = "Make N sequences for each prompt (default: 1).")
  private int samples;

  @Option(names = "--ignore-eos", description = "Go on to --max-tokens: a sentence does not end.")
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
      description = "Write ${COMPLETION-CANDIDATES} (default: text).")
  private Format format;

  @Mixin private OptionalTokenizer tokenizer;
  @Mixin private SamplingOptions sampling;
  @Mixin private SeedOption seed;
  @Mixin private OutputFile output;
  @Mixin private ThreadsOption threads;

  @Override
  protected void run(Console console) throws IOException {
    if (longest < 1 || samples < 1) {
      throw new BadSetting(
          (longest < 1 ? "--max-tokens " + longest : "--samples " + samples)
              + " makes nothing; it must be at least 1",
          "");
    }
    List<String> beginnings = beginnings(console);
    StopTexts stop = new StopTexts(stops);
    try (Parallel parallel = threads.start();
        Output out = output.open(console);
        NgramModel ngrams = Models.ngram(model, parallel, console)) {
      WordText text = text(ngrams);
      NgramGenerator generator = new NgramGenerator(ngrams, sampling.settings(text::id), !endless);
      Stream<Job> jobs =
          Stream.iterate(0L, number -> number < (long) beginnings.size() * samples, n -> n + 1)
              .map(number -> new Job(number, beginnings.get((int) (number / samples))));
      parallel.ordered(
          jobs.iterator(),
          job -> line(job, generator, text, stop),
          line -> write(out.stream(), line));
      out.commit();
    }
  }

  private List<String> beginnings(Console console) throws IOException {
    if (prompt != null && prompts != null) {
      throw new BadSetting("--prompt and --prompts are both given", "use one of them");
    }
    if (prompts == null) {
      return List.of(prompt == null ? "" : prompt);
    }
    Input input = InputFiles.of(prompts, console, "prompts");
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(input.open(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    }
    return lines;
  }

  private WordText text(NgramModel ngrams) throws IOException {
    Optional<Tokenizer> chosen = tokenizer.read();
    return chosen.isPresent()
        ? new TokenizedWords(model, ngrams, chosen.get())
        : new SpacedWords(ngrams);
  }

  private String line(Job job, NgramGenerator generator, WordText text, StopTexts stop) {
    NgramGenerator.Enough enough =
        (words, size) ->
            stop.longest() > 0
                && stop.firstIn(text.text(words, Math.max(0, size - stop.longest()), size)) >= 0;
    NgramGenerator.Sequence made =
        generator.generate(text.words(job.prompt), longest, seed.value(), job.number, enough);
    String whole = text.text(made.words(), 0, made.words().length);
    int end = stop.firstIn(whole);
    String said = end < 0 ? whole : whole.substring(0, end);
    return switch (format) {
      case TEXT -> text.join(job.prompt, said);
      case JSONL ->
          JsonWriter.line(
              Json.object()
                  .with("prompt", Json.of(job.prompt))
                  .with("text", Json.of(said))
                  .with("tokens", Json.of(tokens(text, made.words())))
                  .with("finish_reason", Json.of(made.finished() || end >= 0 ? "stop" : "length"))
                  .with("seed", Json.of(seed.value())));
    };
  }

  private static List<Json> tokens(WordText text, int[] words) {
    return Arrays.stream(words)
        .mapToObj(
            word ->
                switch (text) {
                  case SpacedWords spaced -> Json.of(spaced.word(word));
                  case TokenizedWords tokenized -> Json.of(tokenized.token(word));
                })
        .toList();
  }

  private static void write(OutputStream out, String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
