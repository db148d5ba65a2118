package chainrule.cli.option;

import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.BadSetting;
import chainrule.train.ngram.estimation.Discounts;
import chainrule.train.ngram.estimation.Settings;
import chainrule.train.ngram.estimation.Smoothing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How counts become probabilities: `--smoothing` and what it takes, `--prune`.
@Heading("Smoothing")
public final class SmoothingOptions {
  /// The words of `--smoothing`.
  public enum Kind {
    KNESER_NEY,
    WITTEN_BELL,
    ADD_K,
    MLE,
    STUPID_BACKOFF
  }

  @Option(
      names = "--smoothing",
      paramLabel = "KIND",
      description =
          "Use this smoothing (default: kneser-ney, interpolated and modified, as in KenLM; mle for"
              + " csv).")
  private Kind kind;

  @Option(
      names = "--k",
      paramLabel = "X",
      description = "Add X to every count, with --smoothing add-k (default: 1.0).")
  private Double k;

  @Option(
      names = "--backoff-factor",
      paramLabel = "X",
      description =
          "Multiply by X for each word of context given up, with stupid-backoff (default: 0.4).")
  private Double factor;

  @Option(
      names = "--prune",
      paramLabel = "N,N,…",
      description =
          "Leave out n-grams seen no more than N times, by order; the last one repeats (default:"
              + " 0).")
  private String prune = "";

  @Option(
      names = "--discount-fallback",
      description = "Where discounts cannot be estimated, use 0.5, 1 and 1.5.")
  private boolean fallback;

  @Option(
      names = "--fallback-discounts",
      paramLabel = "X,X,X",
      description = "The same with these discounts for counts of 1, 2, and 3 or more.")
  private String discounts = "";

  @Option(
      names = "--no-interpolate-unigrams",
      description = "Give what unigrams pass on to the unknown word alone, as SRILM does.")
  private boolean unknownTakesAll;

  /// @param table whether what is made is a table of relative frequencies, unless told otherwise
  public Settings settings(int order, boolean table) {
    Kind chosen = kind != null ? kind : table ? Kind.MLE : Kind.KNESER_NEY;
    return new Settings(order, smoothing(chosen), thresholds(), fallback(), !unknownTakesAll);
  }

  private Smoothing smoothing(Kind chosen) {
    refuse("--k", k, chosen, Kind.ADD_K, "add-k");
    refuse("--backoff-factor", factor, chosen, Kind.STUPID_BACKOFF, "stupid-backoff");
    return switch (chosen) {
      case KNESER_NEY -> new Smoothing.KneserNey();
      case WITTEN_BELL -> new Smoothing.WittenBell();
      case ADD_K -> new Smoothing.AddK(k == null ? 1 : k);
      case MLE -> new Smoothing.MaximumLikelihood();
      case STUPID_BACKOFF ->
          new Smoothing.StupidBackoff(factor == null ? Smoothing.StupidBackoff.USUAL : factor);
    };
  }

  /// What only one smoothing knows, given with another.
  private static void refuse(String option, Double value, Kind chosen, Kind of, String name) {
    if (value != null && chosen != of) {
      throw new BadSetting(
          option + " is for --smoothing " + name, "choose that, or leave " + option + " out");
    }
  }

  private List<Long> thresholds() {
    List<Long> thresholds = new ArrayList<>();
    for (String number : numbers(prune)) {
      try {
        long threshold = Long.parseLong(number);
        if (threshold < 0) {
          throw new BadSetting("--prune " + prune + ": a threshold cannot be below 0", "");
        }
        thresholds.add(threshold);
      } catch (NumberFormatException e) {
        throw new BadSetting(
            "--prune " + prune + ": '" + number + "' is not a whole number",
            "write thresholds by order: --prune 0,0,1",
            e);
      }
    }
    return thresholds;
  }

  private Optional<Discounts> fallback() {
    if (discounts.isEmpty()) {
      return fallback ? Optional.of(Discounts.FALLBACK) : Optional.empty();
    }
    List<String> numbers = numbers(discounts);
    if (numbers.size() > 3) {
      throw new BadSetting(
          "--fallback-discounts " + discounts + ": more than three numbers", "give one to three");
    }
    double[] values = new double[3];
    for (int i = 0; i < 3; i++) {
      String number = numbers.get(Math.min(i, numbers.size() - 1));
      try {
        values[i] = Double.parseDouble(number);
      } catch (NumberFormatException e) {
        throw new BadSetting(
            "--fallback-discounts " + discounts + ": '" + number + "' is not a number",
            "such as 0.5,1,1.5",
            e);
      }
    }
    return Optional.of(new Discounts(values[0], values[1], values[2]));
  }

  private static List<String> numbers(String list) {
    return list.isEmpty() ? List.of() : List.of(list.strip().split("[,\\s]+", -1));
  }
}
