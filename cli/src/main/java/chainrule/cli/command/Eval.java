package chainrule.cli.command;

import chainrule.cli.console.CheckFailed;
import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.MixOptions;
import chainrule.cli.option.ModelAndFiles;
import chainrule.cli.option.Output;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.ScoredBatches;
import chainrule.cli.option.ScoredText;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.option.WindowOptions;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.train.score.Evaluator;
import chainrule.train.score.Scorer;
import chainrule.train.score.Totals;
import chainrule.train.score.WholeDocuments;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `eval`: how well models foretell text. [EvalReport] has the forms of the result.
@Page(
    summary = "perplexity and bits per byte of any model",
    description =
        """
        Scores text with MODEL and reports tokens, words that the model does not know, perplexity \
        with and without them, and bits per byte of the original text, which can be compared \
        between models with different tokens.

        To an n-gram model a line is a sentence, an empty one too, and its end is a token. Bits per \
        byte of pieces (--input pieces) and of token streams count the text that they were made of.

        Rows of --per-line tell number, tokens, unknown words, log10 probability, perplexity and bits \
        per byte of a line; rows of --per-token tell line, token, log10 probability, length of the \
        n-gram and whether the token is unknown. There are tabs between the columns; --csv and \
        --json name them.

        A run reads text through its own tokenizer, in windows of its context. All tokens are equally \
        probable where a document begins, unless its last token is the tokenizer's end token (--eos): \
        then documents are joined by it. A mixture of a run and an n-gram model of the same tokens \
        leaves out the ends of documents, which only the latter foretells.
        """,
    examples =
        """
        # How good is the model?
        chainrule eval lm.bin test.txt

        # Fail a build when it gets worse
        chainrule eval lm.arpa test.txt --max-perplexity 250

        # Clean a corpus: keep the lines that look like the model's text
        chainrule eval lm.bin --filter-below 500 < crawl.txt > clean.txt

        # A neural model, alone and together with an n-gram model of its tokens
        chainrule eval run test.tok
        chainrule eval run --mix tokens.arpa --held-out dev.tok test.tok

        # Two models together, their weights found on other text
        chainrule eval news.bin --mix books.bin --held-out dev.txt test.txt
        """)
final class Eval extends Command {
  @Mixin private ModelAndFiles arguments;
  @Mixin private OutputFile output;
  @Mixin private ScoredText text;
  @Mixin private WindowOptions windows;
  @Mixin private MixOptions mix;

  @Option(names = "--per-line", description = "Report each line (or document).")
  private boolean perLine;

  @Option(
      names = "--per-token",
      description = "Report each token, with the length of the n-gram that was found for it.")
  private boolean perToken;

  @Option(names = "--csv", description = "Write reports as CSV with a line of names.")
  private boolean csv;

  @Mixin private JsonOption json;

  @Option(
      names = "--max-perplexity",
      paramLabel = "X",
      description = "Exit with 1 where the perplexity is above X.")
  private Double maxPerplexity;

  @Option(
      names = "--filter-below",
      paramLabel = "X",
      description = "Write the lines whose own perplexity is below X, and nothing else.")
  private Double below;

  @Option(
      names = "--filter-above",
      paramLabel = "X",
      description = "Write the lines whose own perplexity is above X, and nothing else.")
  private Double above;

  @Mixin private ThreadsOption threads;

  @Override
  protected void run(Console console) throws IOException {
    checkOptions();
    List<Input> inputs = arguments.inputs(console, "text");
    text.check(inputs, console);
    boolean filter = below != null || above != null;
    if (filter || perLine) {
      text.readByLine();
    }
    try (Parallel parallel = threads.start();
        Scorer scorer = mix.scorer(arguments.model(), text, inputs, parallel, console, this::open);
        Output out = output.open(console)) {
      EvalReport report =
          filter
              ? new LineFilter(out.stream(), below, above)
              : EvalReport.of(out.stream(), perLine, perToken, csv, json.wanted());
      Evaluator evaluator = new Evaluator(scorer, parallel);
      Totals totals = evaluate(inputs, evaluator, report, console);
      report.finish(totals, mix.weights());
      out.commit();
      if (maxPerplexity != null) {
        check(totals, maxPerplexity);
      } else if (totals.tokens() == 0 && !filter) {
        console.warn(named(inputs) + "there is no text to score");
      }
    }
  }

  private static String named(List<Input> inputs) {
    return inputs.size() == 1 ? inputs.getFirst().name() + ": " : "";
  }

  private Scorer open(Input model, ScoredText tokens, Parallel parallel, Console console)
      throws IOException {
    return Models.scorer(model, tokens, windows, parallel, console);
  }

  private void checkOptions() {
    boolean reports = perLine || perToken || csv || json.wanted();
    if ((below != null || above != null) && reports) {
      throw new BadSetting(
          "filtered lines and a report cannot share one output",
          "run eval twice, or leave --per-line, --per-token, --csv and --json out");
    }
    if (perLine && perToken) {
      throw new BadSetting("--per-line and --per-token are two reports", "use one of them");
    }
    if (csv && json.wanted()) {
      throw new BadSetting("--csv and --json are two forms of one report", "use one of them");
    }
    for (Double limit : new Double[] {maxPerplexity, below, above}) {
      if (limit != null && !(limit > 0)) {
        throw new BadSetting("a perplexity is above 0, so " + limit + " is no limit", "");
      }
    }
  }

  private Totals evaluate(
      List<Input> inputs, Evaluator evaluator, EvalReport report, Console console)
      throws IOException {
    WholeDocuments documents = new WholeDocuments(report);
    Totals told = Totals.NONE; // of inputs that know better how many bytes of text they were
    boolean isKnown = true; // of all inputs, for no part of them speaks for the rest
    try (Progress progress = console.progress("scoring", Unit.BYTES, Input.size(inputs))) {
      for (Input input : inputs) {
        if (report instanceof LineFilter && !text.isText(input)) {
          throw new BadSetting(input.name() + ": only lines of text can be filtered", "");
        }
        Totals before = evaluator.totals();
        try (ScoredBatches batches = text.open(input, progress::add)) {
          evaluator.run(batches.iterator(), documents);
          long counted = evaluator.totals().textBytes() - before.textBytes();
          long bytes = batches.textBytes().orElse(counted);
          told = told.withTextBytes(told.textBytes() + bytes);
          boolean isEmpty = evaluator.totals().tokens() == before.tokens();
          isKnown &= bytes > 0 || isEmpty || text.isText(input);
        }
      }
    }
    return evaluator.totals().withTextBytes(isKnown ? told.textBytes() : 0);
  }

  private static void check(Totals totals, double limit) {
    if (totals.tokens() == 0) {
      throw new CheckFailed(
          "there was no text, so that no perplexity is known to be within " + limit, "");
    }
    if (!(totals.perplexity() <= limit)) {
      throw new CheckFailed("the perplexity is " + totals.perplexity() + ", above " + limit, "");
    }
  }
}
