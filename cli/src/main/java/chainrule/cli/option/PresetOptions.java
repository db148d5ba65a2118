package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.loop.Preset;
import chainrule.train.loop.RunPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /// The preset that was named.
  public Optional<Preset> preset() {
    Optional<Preset> named = preset == null ? Optional.empty() : Preset.named(preset);
    if (preset != null && named.isEmpty()) {
      throw new BadSetting(
          "there is no preset '" + preset + "'", "see chainrule train --preset help");
    }
    return named;
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
    Json json = JsonReader.read(Input.file(InputFiles.path(file)));
    Map<String, Json> members = settings(file, json);
    for (String name : members.keySet()) {
      if (!CONFIG.contains(name)) {
        throw new MalformedInput(
            file, "", "the member '" + name + "' is not known", "there are model and training");
      }
    }
    return plan.with(file, part(members, "model"), part(members, "training"));
  }

  private Map<String, Json> part(Map<String, Json> members, String name) {
    return members.containsKey(name) ? settings(file + ": " + name, members.get(name)) : Map.of();
  }

  private static Map<String, Json> settings(String where, Json json) {
    if (json instanceof Json.Members(Map<String, Json> settings)) {
      return settings;
    }
    throw new MalformedInput(where, "", "is " + json.kind() + ", not an object", "");
  }
}
