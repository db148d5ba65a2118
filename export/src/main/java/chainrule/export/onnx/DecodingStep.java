package chainrule.export.onnx;

import chainrule.export.onnx.DecodingTurn.Carried;
import chainrule.export.onnx.DecodingTurn.Outer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// A [DecodingTurn] by itself, for many sequences at once: keys and values are written where they
/// lie, in buffers that the caller makes and gives as input and as output. A [DecodingLoop] would
/// copy them in each turn, and with many sequences that costs more than the products do.
///
/// What goes in has the step's own names, what comes out is called [#after].
public final class DecodingStep {
  private DecodingStep() {}

  /// What comes out for the step's input of this name, to go on with; of keys and values see
  /// [StateSlot#after].
  public static String after(String name) {
    return name.equals(StepGraph.PAST_IDS) ? StepGraph.PRESENT_IDS : DecodingTurn.after(name);
  }

  /// Whether a model's keys and values can be written in place.
  public static boolean canRun(LanguageModelFile file) {
    return InPlaceAttention.fits(file);
  }

  /// A whole ONNX model, in its file format.
  public static ByteBuffer compose(LanguageModelFile file, DecodingSettings settings) {
    try {
      StepBody step = StepBody.inPlace(file);
      DecodingTurn turn = DecodingTurn.alone(file, settings, step);
      Message graph = new Message();
      step.addWeightsTo(graph);
      turn.addTo(graph);
      for (Outer one : turn.asked()) {
        graph.message(Field.Graph.INPUT, Ports.of(one.name(), one.element()));
      }
      for (Carried one : turn.carried()) {
        graph.message(Field.Graph.INPUT, Ports.of(one.before(), one.element()));
        graph.message(Field.Graph.OUTPUT, Ports.of(one.after(), one.element()));
      }
      for (Outer one : turn.made()) {
        graph.message(Field.Graph.OUTPUT, Ports.of(one.name(), one.element()));
      }
      Map<String, Long> opsets = new TreeMap<>(file.file().opsets());
      opsets.put(InPlaceAttention.DOMAIN, 1L);
      return OnnxWriter.model(graph, opsets).toDirectBuffer();
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read or written yet", e);
    }
  }
}
