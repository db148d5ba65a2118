package chainrule.train.loop;

import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.checkpoint.Safetensors;
import chainrule.train.checkpoint.SafetensorsReader;
import chainrule.train.checkpoint.SafetensorsWriter;
import chainrule.train.checkpoint.States;
import chainrule.train.model.LanguageModel;
import chainrule.train.nn.Parameter;
import chainrule.train.optim.Optimizer;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes what a training has in memory to its run's folder and back: the weights to use, and whole
/// states to resume from.
public final class Snapshots {
  private final RunFolder run;
  private final String version;
  private final int keep;
  private final LanguageModel model;
  private final Optimizer optimizer;
  private final Step step;
  private long lastSaved;

  Snapshots(
      RunFolder run,
      String version,
      int keep,
      LanguageModel model,
      Optimizer optimizer,
      Step step) {
    this.run = run;
    this.version = version;
    this.keep = keep;
    this.model = model;
    this.optimizer = optimizer;
    this.step = step;
  }

  /// The step of the last state that was saved or restored.
  long lastSaved() {
    return lastSaved;
  }

  void save(Progression progression) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parameters(model).forEach((name, tensor) -> tensors.put("model." + name, tensor));
    optimizer.state().forEach((name, tensor) -> tensors.put("optimizer." + name, tensor));
    step.carriedState().forEach((name, tensor) -> tensors.put("carried." + name, tensor));
    run.states().save(progression.step, new Safetensors(tensors, progression.notes()), keep);
    lastSaved = progression.step;
  }

  /// With what to do about it: the run cannot be written.
  IOException advised(IOException e) {
    String advice =
        lastSaved > 0
            ? "make room, and --resume goes on from the state of step %,d".formatted(lastSaved)
            : "make room, and --resume begins again";
    return new IOException(e.getMessage() + "; " + advice, e);
  }

  /// Goes back to the newest state that is whole; where none was saved yet, to the beginning.
  ///
  /// @param warnings told of each newer one that is damaged
  void restore(Progression progression, Consumer<String> warnings) throws IOException {
    Optional<States.Found> found =
        run.states().newest(e -> warnings.accept(e.getMessage() + "; passed over"));
    if (found.isEmpty()) {
      if (!run.states().steps().isEmpty() || hasWeights()) {
        boolean isGone = run.states().steps().isEmpty();
        throw new MalformedInput(
            run.path().toString(),
            "",
            isGone ? "has a model but no state to go on from" : "none of its states is whole",
            "begin anew with another -o; --init-from begins with its model");
      }
      return; // it was stopped before the first
    }
    Map<String, Tensor> saved = found.get().content().tensors();
    String source = run.path() + ", state of step " + found.get().step();
    copy(source, "model.", saved, parameters(model));
    copy(source, "optimizer.", saved, optimizer.state());
    copy(source, "carried.", saved, step.carriedState());
    progression.restore(found.get().content().notes());
    optimizer.resumeAt(progression.step);
    lastSaved = progression.step;
  }

  boolean hasWeights() {
    return Files.exists(run.weights());
  }

  /// Makes the weights of now those to use.
  void saveWeights(long stepNumber) throws IOException {
    try (AtomicFile file = AtomicFile.create(run.weights())) {
      Map<String, String> notes = new LinkedHashMap<>();
      notes.put("program", "chainrule " + version);
      notes.put("step", Long.toString(stepNumber));
      new SafetensorsWriter().write(new Safetensors(parameters(model), notes), file.sink());
      file.commit();
    }
  }

  /// Gives a model the weights of a run.
  public static void load(RunFolder run, LanguageModel model) throws IOException {
    Input file = run.trained();
    copy(file.name(), "", SafetensorsReader.read(file).tensors(), parameters(model));
  }

  private static Map<String, Tensor> parameters(LanguageModel model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : model.parameters().all()) {
      tensors.put(parameter.name(), parameter.tensor());
    }
    return tensors;
  }

  /// Copies numbers by name; every tensor of the target must be there in its shape.
  private static void copy(
      String source, String prefix, Map<String, Tensor> from, Map<String, Tensor> to) {
    to.forEach(
        (name, tensor) -> {
          Tensor saved = from.get(prefix + name);
          if (saved == null || !saved.shape().equals(tensor.shape())) {
            throw new MalformedInput(
                source,
                "",
                "has %s where the model has %s of %s"
                    .formatted(saved == null ? "nothing" : saved.shape(), name, tensor.shape()),
                "it belongs to another model");
          }
          tensor.copyFrom(saved);
        });
  }
}
