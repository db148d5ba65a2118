package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.CountedText;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.MemoryOption;
import chainrule.cli.option.ModelOutput;
import chainrule.cli.option.SmoothingOptions;
import chainrule.cli.option.TempFolderOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.ModelSource;
import chainrule.train.ngram.estimation.Estimator;
import chainrule.train.ngram.estimation.Resources;
import chainrule.train.ngram.estimation.Settings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `count`: text in, n-gram model out.
@Page(
    summary = "estimate an n-gram model from text",
    description =
        """
        Counts the n-grams of text (words between blanks, one sentence a line) and estimates a \
        language model from them. What `tokenize --format pieces` writes is such text; token \
        streams and ids are read, too, and their words are the ids.

        The model is the same to the byte whatever --threads and --memory. Text whose data does not \
        fit into --memory is sorted in temporary files.

        Where discounts cannot be estimated, because the text is small or artificial, count says so: \
        see --discount-fallback and --smoothing.
        """,
    examples =
        """
        # A model of order 5 as other tools read it
        chainrule count -n 5 -o lm.arpa corpus.txt

        # Compact: no n-grams of order 3 and above that were seen only once
        chainrule count -n 5 --prune 0,0,1 --format binary -o lm.bin corpus.txt

        # Over a tokenizer's tokens
        chainrule tokenize -t bpe.json --format pieces corpus.txt |
          chainrule count -n 4 -o lm.arpa

        # A lecture's table of relative frequencies
        chainrule count -n 3 --smoothing mle --format csv corpus.txt
        """)
final class Count extends Command {
  @Mixin private InputFiles files;

  @Option(
      names = {"-n", "--order"},
      paramLabel = "N",
      required = true,
      description = "The longest n-grams have N words.")
  private Integer order;

  @Mixin private SmoothingOptions smoothing;
  @Mixin private CountedText text;
  @Mixin private ModelOutput output;
  @Mixin private MemoryOption memory;
  @Mixin private TempFolderOption temporary;
  @Mixin private ThreadsOption threads;

  @Override
  protected void run(Console console) throws IOException {
    Settings settings = smoothing.settings(order);
    List<Input> inputs = files.inputs(console, "text");
    try (ModelOutput.Open out = output.open(console);
        Parallel parallel = threads.start()) {
      Resources resources =
          new Resources(parallel, memory.bytes(), temporary.folder(), console::warn);
      try (Estimator estimator =
          new Estimator(settings, text.limits(), text.markers(), resources)) {
        try (Progress progress = console.progress("reading", Unit.BYTES, size(inputs))) {
          text.read(estimator, inputs, progress::add);
        }
        ModelSource model = estimator.estimate(origin(settings));
        out.write(model, parallel);
        out.commit();
        console.say(describe(model));
      }
    }
  }

  private Map<String, String> origin(Settings settings) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("command", "count");
    origin.put("version", Version.number());
    origin.put("order", String.valueOf(order));
    origin.put("smoothing", settings.smoothing().name());
    return origin;
  }

  private static OptionalLong size(List<Input> inputs) {
    long size = 0;
    for (Input input : inputs) {
      if (input.size().isEmpty()) {
        return OptionalLong.empty();
      }
      size += input.size().getAsLong();
    }
    return OptionalLong.of(size);
  }

  private static String describe(ModelSource model) {
    StringBuilder text = new StringBuilder();
    for (int n = 1; n <= model.order(); n++) {
      text.append(n == 1 ? "" : ", ").append(model.count(n)).append(' ').append(n).append("-grams");
    }
    return text.toString();
  }
}
