package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.JsonWriter;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.loop.Preset;
import chainrule.train.loop.RunPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// `--preset NAME` and `--config FILE`: settings to begin with.
public final class PresetOptions {
  /// What a run's own `config.json` holds, which may serve as the file; data and tokenizer are not
  /// taken from it.
  private static final Set<String> CONFIG = Set.of("model", "training", "tokenizer", "origin");

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      completionCandidates = PresetNames.class,
      description = "Begin with these settings; help lists them.")
  private String preset;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings from a JSON file with the members model and training.")
  private String file;

  private Map<String, Json> members; // null until the file was read

  /// Whether the presets are only to be listed.
  public boolean isHelp() {
    return "help".equals(preset);
  }

  public static void list(Console console) throws IOException {
    StringBuilder list = new StringBuilder();
    for (Preset preset : Preset.values()) {
      list.append(String.format(Locale.ROOT, "%-22s %s%n", preset.word(), preset.summary()));
    }
    console.out().write(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// The preset that was named, or the usual one for the kind of model that the file is for.
  public Optional<Preset> preset() throws IOException {
    if (preset == null) {
      return kind().map(ModelOptions.Kind::preset);
    }
    Optional<Preset> named = Preset.named(preset);
    if (named.isEmpty()) {
      throw new BadSetting(
          "there is no preset '" + preset + "'", "see chainrule train --preset help");
    }
    return named;
  }

  /// Of the file's model, where it says so.
  private Optional<ModelOptions.Kind> kind() throws IOException {
    return ModelOptions.Kind.of(new Json.Members(part("model")));
  }

  /// Where settings come from beside the preset, for messages.
  public String source() {
    return file == null ? "the command line" : file;
  }

  public boolean hasFile() {
    return file != null;
  }

  /// With the file's settings in place of others, if there is a file.
  public RunPlan with(RunPlan plan) throws IOException {
    if (file == null) {
      return plan;
    }
    Map<String, Json> model = new LinkedHashMap<>(part("model"));
    kind().ifPresent(kind -> model.putAll(kind.settings())); // lstm is a recurrent model's cell
    try {
      return plan.with(file, model, part("training"));
    } catch (BadSetting e) {
      throw malformed(e);
    }
  }

  /// Refuses another size of the vocabulary than the one that is known.
  ///
  /// @param source of what is known, for messages
  public void requireVocabulary(String source, long known) throws IOException {
    Json said = part("model").get("vocabulary");
    if (said != null && !said.equals(Json.of(known))) {
      throw new MalformedInput(
          file,
          "",
          "model.vocabulary is %s, but %s has %,d tokens"
              .formatted(JsonWriter.line(said), source, known),
          "leave it out, or name the tokenizer that it is of with -t");
    }
  }

  /// Refuses settings that cannot be. It is the file's fault where it has the same one without the
  /// command line, too.
  ///
  /// @param filed before the command line
  /// @param all with it
  /// @param check refuses a plan
  public void check(RunPlan filed, RunPlan all, Consumer<RunPlan> check) {
    Optional<BadSetting> problem = problem(all, check);
    if (problem.isEmpty()) {
      return;
    }
    String message = problem.get().getMessage();
    if (file != null
        && problem(filed, check).filter(of -> message.equals(of.getMessage())).isPresent()) {
      throw malformed(problem.get());
    }
    throw problem.get();
  }

  private static Optional<BadSetting> problem(RunPlan plan, Consumer<RunPlan> check) {
    try {
      check.accept(plan);
      return Optional.empty();
    } catch (BadSetting e) {
      return Optional.of(e);
    }
  }

  /// What the file says that cannot be.
  private MalformedInput malformed(BadSetting setting) {
    return new MalformedInput(file, "", setting.getMessage(), setting.hint());
  }

  private Map<String, Json> part(String name) throws IOException {
    Json part = members().get(name);
    return part == null ? Map.of() : settings(file + ": " + name, part);
  }

  /// Of the file, which may be a pipe and is read once.
  private Map<String, Json> members() throws IOException {
    if (members == null) {
      members = file == null ? Map.of() : read(file);
    }
    return members;
  }

  private static Map<String, Json> read(String file) throws IOException {
    Map<String, Json> members = settings(file, JsonReader.read(Input.file(InputFiles.path(file))));
    for (String name : members.keySet()) {
      if (!CONFIG.contains(name)) {
        throw new MalformedInput(
            file, "", "the member '" + name + "' is not known", "there are model and training");
      }
    }
    return members;
  }

  private static Map<String, Json> settings(String where, Json json) {
    if (json instanceof Json.Members(Map<String, Json> settings)) {
      return settings;
    }
    throw new MalformedInput(where, "", "is " + json.kind() + ", not an object", "");
  }
}
