package chainrule.export.runtime;

import ai.onnxruntime.OrtException;
import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which nodes each of ONNX Runtime's providers computes, as its own profile of two tokens tells.
///
/// @param nodes how many nodes of each operator, by provider (`CPU`, `CUDA`)
public record NodePlacement(Map<String, Map<String, Integer>> nodes) {
  private static final int TURNS = 2; // the prompt and one that follows

  /// Makes two tokens and looks who made them.
  public static NodePlacement watch(
      LanguageModelFile file, DecodingSettings settings, Device device, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory("chainrule");
    try {
      String profile;
      try (LoopDecoder decoder =
          LoopDecoder.watched(file, settings, device, threads, folder.resolve("profile"))) {
        decoder.begin(new int[1][1], 1);
        int[][] forced = {{-1}, {-1}};
        decoder.next(new Decoder.Turns(new double[TURNS][1], forced, new boolean[1]));
        profile = decoder.endProfiling();
      }
      NodePlacement placement = read(Input.file(Path.of(profile)));
      Files.delete(Path.of(profile));
      return placement;
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  static NodePlacement read(Input profile) throws IOException {
    Map<String, String> operators = new HashMap<>(); // of each node, by provider and name
    for (Json event : ((Json.Items) JsonReader.read(profile)).items()) {
      if (event instanceof Json.Members members
          && members.get("args").orElse(event) instanceof Json.Members arguments
          && arguments.get("provider").orElse(event) instanceof Json.Text(String provider)
          && arguments.get("op_name").orElse(event) instanceof Json.Text(String operator)
          && members.get("name").orElse(event) instanceof Json.Text(String name)) {
        operators.put(provider.replaceFirst("ExecutionProvider$", "") + " " + name, operator);
      }
    }
    Map<String, Map<String, Integer>> nodes = new TreeMap<>();
    operators.forEach(
        (key, operator) ->
            nodes
                .computeIfAbsent(key.substring(0, key.indexOf(' ')), _ -> new TreeMap<>())
                .merge(operator, 1, Integer::sum));
    return new NodePlacement(nodes);
  }

  /// How many nodes there are.
  public int count() {
    return nodes.values().stream()
        .flatMap(each -> each.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /// What other providers compute: `Attention (6), Range (2)`; empty where there is nothing.
  public String besides(String provider) {
    return nodes.entrySet().stream()
        .filter(each -> !each.getKey().equals(provider))
        .flatMap(each -> each.getValue().entrySet().stream())
        .map(each -> each.getKey() + " (" + each.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
