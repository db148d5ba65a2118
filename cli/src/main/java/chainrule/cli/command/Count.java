package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.CountedText;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.MemoryOption;
import chainrule.cli.option.ModelOutput;
import chainrule.cli.option.SmoothingOptions;
import chainrule.cli.option.TempFolderOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.estimation.Estimator;
import chainrule.train.ngram.estimation.Resources;
import chainrule.train.ngram.estimation.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `count`: text in, n-gram model out.
@Page(
    summary = "estimate an n-gram model from text",
    description =
        """
        Counts the n-grams of text (words between blanks, one sentence a line) and estimates a \
        language model from them. With -t the words are a tokenizer's pieces, as in what \
        `tokenize --format pieces` writes. Token streams and ids are read, too; without -t their \
        words are the ids.

        The model is the same to the byte whatever --threads and --memory. Text whose data does not \
        fit into --memory is sorted in temporary files. While a binary model is made, its finished \
        tables are read back from the system's file cache, beyond --memory.

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
        chainrule count -n 4 -t bpe.json -o lm.arpa corpus.txt

        # Shards counted apart
        chainrule count -n 3 --format counts -o a.counts a.txt
        chainrule count --merge -o lm.arpa a.counts b.counts

        # A lecture's table of relative frequencies
        chainrule count -n 3 --smoothing mle --format csv corpus.txt
        """)
final class Count extends Command {
  @Mixin private InputFiles files;

  @Option(
      names = {"-n", "--order"},
      paramLabel = "N",
      description = "The longest n-grams have N words; wanted except with --merge.")
  private Integer order;

  @Mixin private SmoothingOptions smoothing;
  @Mixin private CountedText text;
  @Mixin private ModelOutput output;
  @Mixin private MemoryOption memory;
  @Mixin private TempFolderOption temporary;
  @Mixin private ThreadsOption threads;
  @Mixin private JsonOption json;

  @Option(
      names = "--merge",
      description = "The files are counts of shards: work as if their texts were one.")
  private boolean merge;

  @Override
  protected void run(Console console) throws IOException {
    if (order == null && !merge) {
      throw new BadSetting(
          "-n is missing: how many words the longest n-grams have", "such as -n 3");
    }
    output.checkReport(json.wanted());
    Settings settings =
        smoothing.settings(
            order == null ? Settings.LARGEST_ORDER : order,
            output.format() == ModelOutput.Format.CSV);
    Path folder = temporary.folder();
    List<Input> inputs = files.inputs(console, merge ? "counts" : "text");
    try (ModelOutput.Open out = output.open(console);
        Parallel parallel = threads.start()) {
      Resources resources = new Resources(parallel, memory.bytes(), folder, console::warn);
      try (Estimator estimator =
              new Estimator(settings, text.limits(console), text.markers(), resources);
          var _ = console.interrupts().register(estimator::removeTemporaryFiles)) {
        try (Progress progress = console.progress("reading", Unit.BYTES, Input.size(inputs))) {
          read(estimator, inputs, console, progress::add);
        }
        Json.Members report = out.write(estimator, origin(settings), parallel, folder);
        if (json.wanted()) {
          JsonOption.write(report, console);
        }
      }
    }
  }

  private void read(Estimator estimator, List<Input> inputs, Console console, LongConsumer progress)
      throws IOException {
    if (!merge) {
      text.read(estimator, inputs, console, progress);
      return;
    }
    for (Input input : inputs) {
      try (InputStream in = input.open(progress)) {
        estimator.readCounts(input.name(), in);
      }
    }
    if (order != null && order > estimator.countsOrder()) {
      throw new BadSetting(
          "-n " + order + ", but the counts reach only order " + estimator.countsOrder(),
          "count the shards with -n " + order);
    }
  }

  private Map<String, String> origin(Settings settings) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("command", "count");
    origin.put("version", Version.number());
    origin.put("smoothing", settings.smoothing().name());
    if (!settings.thresholds().isEmpty()) {
      origin.put("prune", settings.thresholds().toString());
    }
    if (!text.markers()) {
      origin.put("markers", "none");
    }
    return origin;
  }
}
