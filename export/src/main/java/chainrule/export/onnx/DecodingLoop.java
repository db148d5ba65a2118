package chainrule.export.onnx;

import chainrule.export.onnx.DecodingTurn.Carried;
import chainrule.export.onnx.DecodingTurn.Outer;
import chainrule.train.graph.Element;
import chainrule.train.graph.Port;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A [DecodingTurn] as the body of one `Loop`, so that the runtime makes whole stretches of tokens
/// by itself. The step's nodes and weights are taken as the bytes that they are; weights stay
/// outside of the body.
///
/// What goes in is called [#from] the step's own name, what comes out [#to] it. What a turn is told
/// and tells has one more dimension in front, a row for each turn; the results have fewer where all
/// sequences have ended.
public final class DecodingLoop {
  /// How many tokens to make, `INT64` scalar.
  public static final String STEPS = "loop.steps";

  static final String GOING = "loop.going";
  private static final String TURN = "loop.turn";

  private DecodingLoop() {}

  /// What goes in as the step's input of this name, for the first turn.
  public static String from(String name) {
    return "loop.from." + name;
  }

  /// What comes out for the step's input of this name, to go on with.
  public static String to(String name) {
    return "loop.to." + name;
  }

  /// A whole ONNX model, in its file format.
  public static ByteBuffer compose(LanguageModelFile file, DecodingSettings settings) {
    try {
      StepBody step = StepBody.of(file);
      DecodingTurn turn = DecodingTurn.ofMany(file, settings, step, new Wire(TURN));
      Message graph = new Message();
      step.addWeightsTo(graph);
      graph.message(Field.Graph.NODE, loop(turn)).text(Field.Graph.NAME, "decoding");
      graph.message(Field.Graph.INPUT, scalar(STEPS, Element.INT64));
      for (Outer one : turn.asked()) {
        graph.message(Field.Graph.INPUT, Ports.of(one.name(), one.element()));
      }
      for (Carried one : turn.carried()) {
        graph.message(Field.Graph.INPUT, Ports.of(from(one.before()), one.element()));
        graph.message(Field.Graph.OUTPUT, Ports.of(to(one.before()), one.element()));
      }
      for (Outer one : turn.made()) {
        graph.message(Field.Graph.OUTPUT, Ports.of(one.name(), one.element()));
      }
      return OnnxWriter.model(graph, file.file().opsets()).toDirectBuffer();
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read or written yet", e);
    }
  }

  private static Message loop(DecodingTurn turn) throws IOException {
    Message node = new Message().text(Field.Node.INPUT, STEPS).text(Field.Node.INPUT, "");
    Message body = new Message();
    turn.addTo(body);
    body.message(Field.Graph.INPUT, scalar(TURN, Element.INT64));
    body.message(Field.Graph.INPUT, scalar(GOING, Element.BOOL));
    body.message(Field.Graph.OUTPUT, Ports.of(DecodingTurn.GOES_ON, Element.BOOL));
    for (Carried one : turn.carried()) {
      node.text(Field.Node.INPUT, from(one.before())).text(Field.Node.OUTPUT, to(one.before()));
      body.message(Field.Graph.INPUT, Ports.of(one.before(), one.element()));
      body.message(Field.Graph.OUTPUT, Ports.of(one.after(), one.element()));
    }
    for (Outer one : turn.made()) {
      node.text(Field.Node.OUTPUT, one.name());
      body.message(Field.Graph.OUTPUT, Ports.of(one.inTurn(), one.element()));
    }
    return node.text(Field.Node.NAME, "decoding")
        .text(Field.Node.OPERATOR, "Loop")
        .message(
            Field.Node.ATTRIBUTE,
            new Message()
                .text(Field.Attribute.NAME, "body")
                .message(Field.Attribute.GRAPH, body)
                .integer(Field.Attribute.TYPE, Field.Attribute.TYPE_GRAPH));
  }

  private static Message scalar(String name, Element element) {
    return OnnxWriter.port(new Port(new Wire(name), element, Shape.SCALAR));
  }
}
