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
      List<OnnxPort> before = file.inputs().stream().filter(Finder::isState).toList();
      requireAll(before);
      OnnxPort ids = ranked("input", port(file.inputs(), StepGraph.IDS).orElseThrow(), 2);
      if (ids.element() != INT64) {
        throw malformed("input " + describe(ids) + " is not INT64");
      }
      OnnxPort logits = ranked("output", port(file.outputs(), StepGraph.LOGITS).orElseThrow(), 3);
      Optional<OnnxPort> pastIds = port(file.inputs(), StepGraph.PAST_IDS);
      return new ModelPorts(
          ids,
          port(file.inputs(), StepGraph.POSITIONS),
          port(file.inputs(), MASK),
          logits,
          before.stream().map(this::slot).toList(),
          pastIds.isPresent() ? reach(pastIds.get()) : 0,
          vocabulary(logits));
    }

    /// Names all that is missing, and all that nobody can give, at once.
    private void requireAll(List<OnnxPort> before) {
      List<String> missing = new ArrayList<>();
      if (port(file.inputs(), StepGraph.IDS).isEmpty()) {
        missing.add("input " + StepGraph.IDS);
      }
      if (port(file.outputs(), StepGraph.LOGITS).isEmpty()) {
        missing.add("output " + StepGraph.LOGITS);
      }
      if (!missing.isEmpty()) {
        throw malformed(
            "is no language model: it has no %s; it has inputs %s and outputs %s"
                .formatted(
                    String.join(" and no ", missing),
                    describe(file.inputs()),
                    describe(file.outputs())));
      }
      List<String> states = new ArrayList<>(before.stream().map(OnnxPort::name).toList());
      port(file.inputs(), StepGraph.PAST_IDS).ifPresent(port -> states.add(port.name()));
      states.stream()
          .filter(name -> port(file.outputs(), after(name)).isEmpty())
          .forEach(name -> missing.add("no output %s for input %s".formatted(after(name), name)));
      if (!missing.isEmpty()) {
        throw malformed("has " + String.join(", ", missing));
      }
      List<OnnxPort> others =
          file.inputs().stream().filter(port -> !isKnown(port) && !isWeight(port)).toList();
      if (!others.isEmpty()) {
        throw malformed("asks for what no language model needs: " + describe(others));
      }
    }

    private OnnxPort ranked(String kind, OnnxPort port, int rank) {
      if (port.dimensions().size() != rank) {
        throw malformed(
            "%s %s has %d dimensions, not %d"
                .formatted(kind, describe(port), port.dimensions().size(), rank));
      }
      return port;
    }

    private static Optional<OnnxPort> port(List<OnnxPort> ports, String name) {
      return ports.stream().filter(port -> port.name().equals(name)).findFirst();
    }

    private static boolean isState(OnnxPort input) {
      return input.name().startsWith("past") && !input.name().equals(StepGraph.PAST_IDS);
    }

    private static boolean isKnown(OnnxPort input) {
      return switch (input.name()) {
        case StepGraph.IDS, StepGraph.POSITIONS, StepGraph.PAST_IDS, MASK -> true;
        default -> isState(input);
      };
    }

    /// The output that gives back what an input takes.
    private static String after(String before) {
      return before.replaceFirst("^past(_key_values)?", "present");
    }

    /// Old files list their weights among the inputs, too.
    private boolean isWeight(OnnxPort input) {
      return file.weights().stream().anyMatch(weight -> weight.name().equals(input.name()));
    }

    private StateSlot slot(OnnxPort before) {
      OnnxPort after = port(file.outputs(), after(before.name())).orElseThrow();
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
