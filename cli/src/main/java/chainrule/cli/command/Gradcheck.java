package chainrule.cli.command;

import chainrule.cli.console.CheckFailed;
import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.ModelOptions;
import chainrule.cli.option.SeedOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.train.autograd.GradientCheck;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.loop.RunConfig;
import chainrule.train.loop.RunPlan;
import chainrule.train.model.ModelCheck;
import chainrule.train.model.ModelSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

        The model is a small one of the kind that is asked for, every size and choice an option; or \
        one that is made like RUN's, of the same size.
        """,
    examples =
        """
        # A small modern Transformer
        chainrule gradcheck

        # Grouped-query attention with biases, every element
        chainrule gradcheck --heads 4 --kv-heads 2 --biases --elements 100000

        # In a script
        chainrule gradcheck --model lstm --json
        """)
final class Gradcheck extends Command {
  private static final int SMALL_VOCABULARY = 23;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "Check a model made like this run's.")
  private String run;

  @Mixin private ModelOptions model;

  @Option(
      names = "--elements",
      paramLabel = "N",
      description = "Check at most N numbers of each parameter, drawn at random.")
  private int elements = 8;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = "The greatest relative error that passes.")
  private double tolerance = 1e-6;

  @Mixin private SeedOption seed;
  @Mixin private JsonOption json;

  @Override
  protected void run(Console console) throws IOException {
    if (elements < 1) {
      throw new BadSetting("--elements must be at least 1, not " + elements, "");
    }
    if (!(tolerance > 0)) {
      throw new BadSetting("--tolerance must be positive, not " + tolerance, "");
    }
    GradientCheck.Report report = ModelCheck.run(spec(), elements, seed.value());
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

  private ModelSpec spec() throws IOException {
    RunPlan plan;
    Map<String, Json> changes = new LinkedHashMap<>();
    if (run != null) {
      plan = RunPlan.of(RunConfig.read(RunFolder.open(InputFiles.path(run)).config()));
    } else {
      plan = RunPlan.of(RunSettings.presetOf(model.kind()), SMALL_VOCABULARY);
      changes.put("layers", Json.of(2));
      changes.put("width", Json.of(16));
      changes.put("context", Json.of(8));
    }
    changes.putAll(model.changes());
    model.check(plan);
    return plan.with("the command line", changes, Map.of()).modelSpec("the command line");
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
