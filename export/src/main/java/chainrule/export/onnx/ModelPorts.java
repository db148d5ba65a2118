package chainrule.export.onnx;

import chainrule.export.onnx.OnnxFile.OnnxPort;
import chainrule.tokenize.io.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Which input and output of a file is what, for language models; a file that is none is refused
/// with what it lacks.
record ModelPorts(
    OnnxPort ids,
    Optional<OnnxPort> positions,
    Optional<OnnxPort> attentionMask,
    OnnxPort logits,
    List<StateSlot> state,
    int reach,
    int vocabulary) {
  private static final int INT64 = 7;
  private static final String MASK = "attention_mask";
  private static final String HINT =
      "a language model reads input_ids [batch, time] and gives logits [batch, time, vocabulary]";

  /// @param source the file, for messages
  static ModelPorts of(String source, OnnxFile file) {
    return new Finder(source, file).find();
  }

  private record Finder(String source, OnnxFile file) {
    ModelPorts find() {
      OnnxPort ids = required(file.inputs(), "input", StepGraph.IDS, 2);
      if (ids.element() != INT64) {
        throw malformed("input " + describe(ids) + " is not INT64");
      }
      OnnxPort logits = required(file.outputs(), "output", StepGraph.LOGITS, 3);
      List<StateSlot> state = new ArrayList<>();
      List<String> others = new ArrayList<>();
      int reach = 0;
      for (OnnxPort input : file.inputs()) {
        switch (input.name()) {
          case StepGraph.IDS, StepGraph.POSITIONS, MASK -> {}
          case StepGraph.PAST_IDS -> reach = reach(input);
          default -> {
            if (isState(input)) {
              state.add(slot(input));
            } else if (!isWeight(input)) {
              others.add(describe(input));
            }
          }
        }
      }
      if (!others.isEmpty()) {
        throw malformed("asks for what no language model needs: " + String.join(", ", others));
      }
      return new ModelPorts(
          ids,
          port(file.inputs(), StepGraph.POSITIONS),
          port(file.inputs(), MASK),
          logits,
          List.copyOf(state),
          reach,
          vocabulary(logits));
    }

    private OnnxPort required(List<OnnxPort> ports, String kind, String name, int rank) {
      OnnxPort found =
          port(ports, name)
              .orElseThrow(
                  () ->
                      malformed(
                          "is no language model: it has no %s %s, but %s"
                              .formatted(kind, name, describe(ports))));
      if (found.dimensions().size() != rank) {
        throw malformed(
            "%s %s has %d dimensions, not %d"
                .formatted(kind, describe(found), found.dimensions().size(), rank));
      }
      return found;
    }

    private static Optional<OnnxPort> port(List<OnnxPort> ports, String name) {
      return ports.stream().filter(port -> port.name().equals(name)).findFirst();
    }

    private static boolean isState(OnnxPort input) {
      return input.name().startsWith("past");
    }

    /// Old files list their weights among the inputs, too.
    private boolean isWeight(OnnxPort input) {
      return file.weights().stream().anyMatch(weight -> weight.name().equals(input.name()));
    }

    private StateSlot slot(OnnxPort before) {
      String name = before.name().replaceFirst("^past(_key_values)?", "present");
      OnnxPort after =
          port(file.outputs(), name)
              .orElseThrow(
                  () -> malformed("has input " + before.name() + " but no output " + name));
      if (before.element() != StateSlot.FLOAT && before.element() != StateSlot.FLOAT16) {
        throw malformed("input " + describe(before) + " is neither FLOAT nor FLOAT16");
      }
      OptionalInt growing = OptionalInt.empty();
      for (int axis = 1; axis < before.dimensions().size(); axis++) {
        if (!isNumber(before.dimensions().get(axis))) {
          if (growing.isPresent()) {
            throw malformed("input " + describe(before) + " is open in more than one direction");
          }
          growing = OptionalInt.of(axis);
        }
      }
      return new StateSlot(
          before.name(), after.name(), before.element(), before.dimensions(), growing);
    }

    private int reach(OnnxPort input) {
      required(file.outputs(), "output", StepGraph.PRESENT_IDS, 2);
      String size = input.dimensions().size() == 2 ? input.dimensions().get(1) : "?";
      if (!isNumber(size)) {
        throw malformed("input " + describe(input) + " does not say how many ids it looks back at");
      }
      return Integer.parseInt(size);
    }

    private int vocabulary(OnnxPort logits) {
      String size = logits.dimensions().get(2);
      if (!isNumber(size)) {
        throw malformed("output " + describe(logits) + " does not say how many tokens there are");
      }
      return Integer.parseInt(size);
    }

    private static boolean isNumber(String dimension) {
      return dimension.matches("[0-9]{1,9}");
    }

    private static String describe(OnnxPort port) {
      return port.name() + " " + port.dimensions();
    }

    private static String describe(List<OnnxPort> ports) {
      return ports.isEmpty()
          ? "none"
          : ports.stream().map(Finder::describe).collect(Collectors.joining(", "));
    }

    private MalformedInput malformed(String problem) {
      return new MalformedInput(source, "", problem, HINT);
    }
  }
}
