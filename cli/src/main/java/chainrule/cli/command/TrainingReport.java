package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.JsonOption;
import chainrule.tokenize.io.Json;
import chainrule.train.autograd.MemoryBudget;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.loop.RunConfig;
import chainrule.train.loop.Trainer;
import chainrule.train.loop.TrainingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/// What `train` says at its end, for people or for programs.
final class TrainingReport {
  private static final int REHEARSED_STEPS = 5; // of the first rehearsal
  private static final int MOST_REHEARSED_STEPS = 1 << 16;
  private static final double REHEARSED_SECONDS = 2; // in which small models have come to speed

  private TrainingReport() {}

  static void write(TrainingResult result, RunFolder run, boolean asJson, Console console)
      throws IOException {
    switch (result.ending()) {
      case FINISHED -> {}
      case ALREADY_FINISHED ->
          console.say(
              "%s: finished already, after %,d steps; nothing to do"
                  .formatted(run.path(), result.steps()));
      case NO_BETTER ->
          console.say("stopped: the loss on the validation text does not fall any more");
      case STOPPED ->
          console.say(
              "stopped after step %,d; its state is saved, --resume goes on"
                  .formatted(result.steps()));
    }
    if (asJson) {
      JsonOption.write(
          Json.object()
              .with("steps", Json.of(result.steps()))
              .with("tokens", Json.of(result.tokens()))
              .with("seconds", Json.of(result.seconds()))
              .with("train_loss", Json.of(result.trainLoss()))
              .with("validation_loss", Json.of(result.validationLoss()))
              .with("best_validation_loss", Json.of(result.bestValidationLoss()))
              .with("tokens_per_second", Json.of(result.tokensPerSecond()))
              .with("ending", Json.of(result.ending().name().toLowerCase(Locale.ROOT))),
          console);
    }
  }

  /// How long a step takes once the code is compiled: rehearsals become longer until that is to be
  /// expected. The steps of a large model take so long that the first one is enough.
  ///
  /// @param rehearse seconds of a step, after as many that were not counted
  static double settled(IntToDoubleFunction rehearse) {
    int steps = REHEARSED_STEPS;
    double seconds = rehearse.applyAsDouble(steps);
    double sum = 2 * steps * seconds;
    while (sum < REHEARSED_SECONDS && steps < MOST_REHEARSED_STEPS) {
      steps *= 2;
      seconds = rehearse.applyAsDouble(steps);
      sum += 2 * steps * seconds;
    }
    return seconds;
  }

  /// Trains some steps to see how long one takes.
  static void dryRun(Trainer trainer, RunConfig config, boolean asJson, Console console)
      throws IOException {
    double secondsOfStep = settled(trainer::rehearse);
    double steps = trainer.plannedSteps(secondsOfStep);
    long tokensOfStep = config.training().batching().rows() * config.model().context();
    double seconds = steps * secondsOfStep;
    long parameters = trainer.model().parameters().count();
    if (asJson) {
      JsonOption.write(
          Json.object()
              .with("parameters", Json.of(parameters))
              .with("memory_bytes", Json.of(trainer.memory()))
              .with("train_tokens", Json.of(config.origin().trainTokens()))
              .with("validation_tokens", Json.of(config.origin().validationTokens()))
              .with("steps", Json.of(Math.round(steps)))
              .with("tokens", Json.of(Math.round(steps * tokensOfStep)))
              .with("estimated_seconds", Json.of(seconds)),
          console);
      return;
    }
    String text =
        """
        parameters  %,d
        memory      %s
        data        %,d tokens to train, %,d to validate
        training    %,.0f steps of %,d tokens, %.2f times the data
        time        about %s at %s/s, evaluations aside
        """
            .formatted(
                parameters,
                MemoryBudget.text(trainer.memory()),
                config.origin().trainTokens(),
                config.origin().validationTokens(),
                steps,
                tokensOfStep,
                steps * tokensOfStep / Math.max(1, config.origin().trainTokens()),
                Progress.duration(Math.round(seconds)),
                Unit.TOKENS.format(tokensOfStep / secondsOfStep));
    console.out().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
