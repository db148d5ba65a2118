package chainrule.cli.command;

import chainrule.cli.console.CheckFailed;
import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.ModelOptions;
import chainrule.cli.option.PresetOptions;
import chainrule.cli.option.SeedOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.train.autograd.GradientCheck;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.loop.Preset;
import chainrule.train.loop.RunConfig;
import chainrule.train.loop.RunPlan;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelCheck;
import chainrule.train.model.ModelSpec;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradcheck`: does backward give what forward's slopes are? [ModelCheck] finds out.
@Page(
    summary = "check a model's gradients with finite differences",
    description =
        """
        Computes the gradients of a model's loss on a few random tokens in double precision and \
        compares them with difference quotients: element by element, and along a random direction \
        through all parameters at once. Shows the worst place, and ends with 1 if it is off by more \
        than the tolerance.

        The model is a small one of the kind or of the preset that is asked for, every size and \
        choice an option; or one that is made like RUN's, of the same size.
        """,
    examples =
        """
        # A small modern Transformer
        chainrule gradcheck

        # Grouped-query attention with biases, every element
        chainrule gradcheck --preset gpt2 --kv-heads 1 --elements 100000

        # GPT-2's shape, and Llama's a little wider
        chainrule gradcheck --preset gpt2
        chainrule gradcheck --preset llama-tiny --width 32

        # In a script
        chainrule gradcheck --model lstm --json
        """)
final class Gradcheck extends Command {
  private static final int SMALL_VOCABULARY = 23;
  private static final Map<String, Json> SMALL =
      Map.of("layers", Json.of(2), "width", Json.of(16), "context", Json.of(8));

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "Check a model made like this run's.")
  private String run;

  @Mixin private PresetOptions preset;
  @Mixin private ModelOptions model;

  @Option(
      names = "--elements",
      paramLabel = "N",
      description =
          "Check at most N numbers of each parameter, drawn at random (default: 8, or fewer where"
              + " the model is large).")
  private Integer elements;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = "The greatest relative error that passes.")
  private double tolerance = 1e-6;

  @Mixin private SeedOption seed;
  @Mixin private JsonOption json;

  @Override
  protected void run(Console console) throws IOException {
    if (preset.isHelp()) {
      PresetOptions.list(console);
      return;
    }
    if (elements != null && elements < 1) {
      throw new BadSetting("--elements must be at least 1, not " + elements, "");
    }
    if (!(tolerance > 0)) {
      throw new BadSetting("--tolerance must be positive, not " + tolerance, "");
    }
    GradientCheck.Report report = check(console);
    if (json.wanted()) {
      JsonOption.write(json(report), console);
    } else {
      console.out().write(text(report).getBytes(StandardCharsets.UTF_8));
    }
    double worst = Math.max(report.worstError(), report.directionalError());
    if (!(worst <= tolerance)) {
      throw new CheckFailed(
          String.format(
              Locale.ROOT,
              "gradients are off by %.3g, more than %.3g; worst at %s",
              worst,
              tolerance,
              report.worst()),
          "");
    }
  }

  private GradientCheck.Report check(Console console) throws IOException {
    ModelCheck check = new ModelCheck(spec(), seed.value());
    int most = elements != null ? elements : check.quickly();
    OptionalLong places = OptionalLong.of(check.places(most));
    try (Progress progress = console.progress("checking", Unit.ITEMS, places)) {
      return check.run(most, () -> progress.add(1));
    }
  }

  private ModelSpec spec() throws IOException {
    RunPlan plan;
    if (run != null && (preset.preset().isPresent() || preset.hasFile())) {
      throw new BadSetting(
          "a run and a preset cannot both say what the model is like", "leave one of them out");
    }
    if (run != null) {
      plan = RunPlan.of(RunConfig.read(RunFolder.open(InputFiles.path(run)).config()));
    } else {
      Preset shape = preset.preset().orElseGet(() -> RunSettings.presetOf(model.kind()));
      plan = RunPlan.of(shape, SMALL_VOCABULARY).with("the preset", SMALL, Map.of());
      plan = preset.with(plan);
    }
    model.check(plan);
    RunPlan all = plan.with("the command line", model.changes(), Map.of());
    preset.check(
        plan, all, some -> LanguageModel.of(some.modelSpec(preset.source()), Type.FLOAT64));
    return all.modelSpec(preset.source());
  }

  private static Json.Members json(GradientCheck.Report report) {
    return Json.object()
        .with("elements_checked", Json.of(report.checked()))
        .with("worst_relative_error", Json.of(report.worstError()))
        .with("directional_relative_error", Json.of(report.directionalError()))
        .with(
            "worst",
            Json.object()
                .with("parameter", Json.of(report.worst().leaf()))
                .with("element", Json.of(report.worst().element()))
                .with("analytic", Json.of(report.worst().analytic()))
                .with("numeric", Json.of(report.worst().numeric())));
  }

  private static String text(GradientCheck.Report report) {
    return String.format(
        Locale.ROOT,
        """
        elements checked      %,d
        worst relative error  %.3g
          at                  %s, element %d
          analytic            %.12g
          numeric             %.12g
        along a direction     %.3g
        """,
        report.checked(),
        report.worstError(),
        report.worst().leaf(),
        report.worst().element(),
        report.worst().analytic(),
        report.worst().numeric(),
        report.directionalError());
  }
}
