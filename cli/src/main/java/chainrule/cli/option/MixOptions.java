package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.train.score.Mixture;
import chainrule.train.score.MixtureWeights;
import chainrule.train.score.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// `--mix MODEL[:WEIGHT]`: other models beside the first, and how much each of them counts.
@Heading("Mixtures")
public final class MixOptions {
  @Option(
      names = "--mix",
      paramLabel = "MODEL[:WEIGHT]",
      description =
          "Interpolate with this model too; repeatable. With weights, the first model has what they"
              + " leave of 1; without, they are found on held-out text.")
  private List<String> others = new ArrayList<>();

  @Option(
      names = "--held-out",
      paramLabel = "FILE",
      description = "Find the weights on this text (default: on the text that is evaluated).")
  private String heldOut;

  private double[] weights = {};

  /// Opens a model.
  @FunctionalInterface
  public interface Opener {
    /// @param text told of the tokens that the model foretells
    Scorer open(Input model, ScoredText text, Parallel parallel, Console console)
        throws IOException;
  }

  private record Part(String model, double weight) {
    /// A name that ends in a colon and a number is a model and its weight.
    static Part of(String text) {
      int colon = text.lastIndexOf(':');
      if (colon > 0 && colon < text.length() - 1) {
        try {
          return new Part(text.substring(0, colon), Double.parseDouble(text.substring(colon + 1)));
        } catch (NumberFormatException _) {
          // A colon in the name of a file.
        }
      }
      return new Part(text, Double.NaN);
    }
  }

  /// The model, alone or in its mixture.
  public Scorer scorer(
      String first,
      ScoredText text,
      List<Input> inputs,
      Parallel parallel,
      Console console,
      Opener opener)
      throws IOException {
    List<Part> parts = others.stream().map(Part::of).toList();
    if (parts.isEmpty()) {
      if (heldOut != null) {
        throw new BadSetting("--held-out is for the weights of a mixture", "name one with --mix");
      }
      return opener.open(model(first, console), text, parallel, console);
    }
    long weighted = parts.stream().filter(part -> !Double.isNaN(part.weight)).count();
    if (weighted > 0 && weighted < parts.size()) {
      throw new BadSetting(
          weighted + " of " + parts.size() + " models of the mixture have a weight",
          "give all of them one, or none");
    }
    if (weighted > 0 && heldOut != null) {
      throw new BadSetting(
          "--held-out is for finding weights, and they are given", "leave out one of the two");
    }
    // All files first, so that what is wrong with them is told before the first model is read.
    List<Input> files = new ArrayList<>(List.of(model(first, console)));
    parts.forEach(part -> files.add(model(part.model, console)));
    List<Input> search = weighted > 0 ? List.of() : toFindWeights(text, inputs, console);
    Scorer[] opened = new Scorer[files.size()];
    try {
      for (int i : neuralFirst(files)) {
        opened[i] = opener.open(files.get(i), text, parallel, console);
      }
      List<Scorer> models = List.of(opened);
      sayWhatIsLeftOut(models, console);
      weights = weighted > 0 ? given(parts) : found(models, text, search, parallel, console);
      return new Mixture(models, weights);
    } catch (IOException | RuntimeException e) {
      Stream.of(opened).filter(Objects::nonNull).forEach(Scorer::close);
      throw e;
    }
  }

  /// The order in which models are opened: by the tokens of neural models it is seen what the words
  /// of n-gram models are. What comes from a pipe is not looked at, and taken for an n-gram model.
  private static List<Integer> neuralFirst(List<Input> files) throws IOException {
    List<Integer> order = new ArrayList<>();
    int neural = 0;
    for (int i = 0; i < files.size(); i++) {
      order.add(isNeural(files.get(i)) ? neural++ : order.size(), i);
    }
    return order;
  }

  private static boolean isNeural(Input model) throws IOException {
    return !model.isReadOnce()
        && (Files.isDirectory(model.path())
            || KnownFile.of(KnownFile.head(model)).filter(KnownFile.ONNX::equals).isPresent());
  }

  private static void sayWhatIsLeftOut(List<Scorer> models, Console console) {
    if (models.stream().anyMatch(Scorer::foretellsEnds)) {
      models.stream()
          .filter(model -> !model.foretellsEnds())
          .findFirst()
          .ifPresent(
              model ->
                  console.say(
                      "the ends of documents are left out: %s does not foretell them"
                          .formatted(model.name())));
    }
  }

  private double[] given(List<Part> parts) {
    double[] all = new double[parts.size() + 1];
    double sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      all[i + 1] = parts.get(i).weight;
      sum += all[i + 1];
    }
    if (!(sum <= 1) || Arrays.stream(all).anyMatch(weight -> !(weight >= 0))) {
      throw new BadSetting(
          "the weights of a mixture lie between 0 and 1 and sum to no more than 1, not " + sum, "");
    }
    all[0] = 1 - sum;
    return all;
  }

  private static Input model(String name, Console console) {
    return InputFiles.of(name, console, "model");
  }

  private List<Input> toFindWeights(ScoredText text, List<Input> inputs, Console console)
      throws IOException {
    if (heldOut != null) {
      List<Input> sources = List.of(InputFiles.of(heldOut, console, "text"));
      text.check(sources, console);
      return sources;
    }
    if (inputs.stream().anyMatch(input -> input.size().isEmpty())) {
      throw new BadSetting(
          "the weights of the mixture must be found before standard input is scored",
          "give them as --mix MODEL:WEIGHT, or text to find them on with --held-out FILE");
    }
    return inputs;
  }

  private double[] found(
      List<Scorer> models, ScoredText text, List<Input> sources, Parallel parallel, Console console)
      throws IOException {
    MixtureWeights search = new MixtureWeights(models, parallel);
    for (Input source : sources) {
      try (ScoredBatches batches = text.open(source, _ -> {})) {
        search.add(batches.iterator());
      }
    }
    double[] best = search.find();
    StringBuilder said = new StringBuilder("weights:");
    for (int i = 0; i < best.length; i++) {
      said.append(String.format(Locale.ROOT, " %s %.4f", models.get(i).name(), best[i]));
    }
    console.say(said.toString());
    return best;
  }

  /// Of the mixture, in the order of the models; none without a mixture.
  public List<Double> weights() {
    return Arrays.stream(weights).boxed().toList();
  }
}
