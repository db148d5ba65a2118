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
import picocli.CommandLine.Option;

/// `--preset NAME` and `--config FILE`: settings to begin with.
public final class PresetOptions {
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
    if (!(json instanceof Json.Members(Map<String, Json> members))) {
      throw new MalformedInput(file, "", "is " + json.kind() + ", not an object", "");
    }
    return plan.with(file, settings(members, "model"), settings(members, "training"));
  }

  private static Map<String, Json> settings(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Members(Map<String, Json> settings)
        ? settings
        : Map.of();
  }
}
