package chainrule.cli.command;

import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.ModelNotes;
import chainrule.export.onnx.OnnxFile;
import chainrule.export.onnx.OnnxFile.OnnxPort;
import chainrule.export.onnx.OnnxFile.OnnxWeight;
import chainrule.export.onnx.OnnxReader;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Models in ONNX, ours and others': what goes in and out, and what they are made of.
final class OnnxKind implements FileKinds.Kind {
  @Override
  public Optional<Json.Members> describe(Input input, byte[] head) throws IOException {
    if (!LanguageModelFile.recognises(head) || !input.isPlainFile()) {
      return Optional.empty();
    }
    OnnxFile file;
    try {
      file = OnnxReader.read(input);
    } catch (MalformedInput e) {
      if (String.valueOf(e.getMessage()).contains("is not an ONNX model")) {
        return Optional.empty(); // begins like one by chance
      }
      throw e;
    }
    return Optional.of(facts(input, file));
  }

  private static Json.Members facts(Input input, OnnxFile file) {
    Json.Members facts =
        Json.object()
            .with("kind", Json.of("ONNX model"))
            .with("bytes", Json.of(input.size().orElse(0)))
            .with("producer", Json.of(file.producer()));
    for (var opset : file.opsets().entrySet()) {
      String domain = opset.getKey().isEmpty() ? "opset" : "opset_of_" + opset.getKey();
      facts = facts.with(domain, Json.of(opset.getValue()));
    }
    facts =
        facts
            .with("inputs", ports(file.inputs()))
            .with("outputs", ports(file.outputs()))
            .with("nodes", Json.of(file.nodes().size()))
            .with("operators", operators(file))
            .with("weights", Json.of(file.weights().size()))
            .with(
                "parameters",
                Json.of(file.weights().stream().mapToLong(OnnxWeight::elements).sum()))
            .with("external_data", Json.of(file.hasExternalData()));
    return withNotes(facts, file.metadata());
  }

  /// Long notes are told by their length.
  private static Json.Members withNotes(Json.Members facts, Map<String, String> notes) {
    Json.Members all = facts;
    for (var note : notes.entrySet()) {
      boolean isFile =
          note.getKey().equals(ModelNotes.TOKENIZER) || note.getKey().equals(ModelNotes.SELF_TESTS);
      String text = isFile ? note.getValue().length() + " characters" : note.getValue();
      all = all.with(note.getKey(), Json.of(text));
    }
    return all;
  }

  private static Json ports(List<OnnxPort> ports) {
    List<Json> described = new ArrayList<>();
    for (OnnxPort port : ports) {
      described.add(Json.of(port.name() + " " + port.type() + " " + port.dimensions()));
    }
    return Json.of(described);
  }

  private static Json operators(OnnxFile file) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    file.nodes().forEach(node -> counts.merge(node.operator(), 1, Integer::sum));
    Json.Members operators = Json.object();
    for (var count : counts.entrySet()) {
      operators = operators.with(count.getKey(), Json.of(count.getValue()));
    }
    return operators;
  }
}
