package chainrule.cli.option;

import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.BadSetting;
import chainrule.train.sampling.SamplingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/// How tokens are chosen, for models of every kind. The rules and their order stand in
/// [chainrule.train.sampling].
@Heading("Choosing tokens")
public final class SamplingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Below 1 likely tokens gain, above 1 the others; 0 takes the best (default: 1).")
  private float temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description = "Choose among the K most likely tokens (default: all).")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      defaultValue = "1",
      description = "Choose among the most likely tokens that together have probability P.")
  private float topP;

  @Option(
      names = "--min-p",
      paramLabel = "P",
      defaultValue = "0",
      description = "Choose among tokens at least P times as likely as the best.")
  private float minP;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "X",
      defaultValue = "1",
      description = "Scale the logits of tokens that came before by X; above 1 makes them rarer.")
  private float repetition;

  @Option(
      names = "--presence-penalty",
      paramLabel = "X",
      defaultValue = "0",
      description = "Take X from the logits of tokens that came before.")
  private float presence;

  @Option(
      names = "--frequency-penalty",
      paramLabel = "X",
      defaultValue = "0",
      description = "Take X from the logits of tokens for each time they came before.")
  private float frequency;

  @Option(
      names = "--logit-bias",
      paramLabel = "TOKEN:BIAS",
      description = "Add BIAS to the logit of TOKEN; repeatable.")
  private List<String> biases = new ArrayList<>();

  @Option(names = "--ban", paramLabel = "TOKEN", description = "Never choose TOKEN; repeatable.")
  private List<String> banned = new ArrayList<>();

  public SamplingChoice choice() {
    Map<String, Float> biasOf = new LinkedHashMap<>();
    for (String text : biases) {
      int colon = text.lastIndexOf(':');
      try {
        biasOf.put(
            text.substring(0, Math.max(0, colon)), Float.parseFloat(text.substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw new BadSetting(
            "--logit-bias is TOKEN:BIAS, such as the:-2, not '" + text + "'", "", e);
      }
    }
    SamplingSettings numbers =
        new SamplingSettings(
            temperature, topK, topP, minP, repetition, presence, frequency, Map.of(), Set.of());
    return new SamplingChoice(numbers, biasOf, banned);
  }
}
