package chainrule.export.onnx;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Initializer;
import chainrule.train.graph.Node;
import chainrule.train.graph.Port;
import chainrule.train.graph.Wire;
import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.TokenHistory;
import chainrule.train.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A model's step and a sampler as the body of one `Loop`, so that the runtime makes whole
/// stretches of tokens by itself. The step's nodes and weights are taken as the bytes that they
/// are; weights stay outside of the body. The first turn reads the prompt, `[batch, time]`, the
/// others a token each: what is carried may change its shape.
///
/// What goes in is called [#from] the step's own name, what comes out [#to] it.
public final class DecodingLoop {
  /// How many tokens to make, `INT64` scalar.
  public static final String STEPS = "loop.steps";

  /// `DOUBLE` `[steps, batch, 1]`, uniform in [0, 1).
  public static final String NOISE = "loop.noise";

  /// `INT64` `[steps, batch, 1]`: tokens of prompts that are longer than what the first turn reads,
  /// or -1 where one is drawn; batches only.
  public static final String FORCED = "loop.forced";

  /// `BOOL` `[batch, 1]`: the sequences that need no more tokens; batches with an end only.
  public static final String ENDED = "loop.ended";

  /// `FLOAT` `[batch, vocabulary]`, see [TokenHistory#lower]; only where rules look back.
  public static final String COUNTS = "loop.counts";

  /// The result, `INT64` `[steps, batch, 1]`, fewer steps where all sequences have ended.
  public static final String TOKENS = "loop.tokens";

  /// `FLOAT` `[steps, batch, 1]`, of the tokens of the result, before any rule.
  public static final String LOGPROBS = "loop.logprobs";

  /// `INT64` and `FLOAT` `[steps, batch, alternatives]`.
  public static final String LIKELY = "loop.likely";

  public static final String LIKELY_LOGPROBS = "loop.likely_logprobs";

  private static final Wire TURN = new Wire("loop.turn");
  private static final Wire GOING = new Wire("loop.going");
  private static final Map<String, Attribute> SECOND_AXIS = Map.of("axis", Attribute.of(1));

  private final StepBody step;
  private final LanguageModelFile file;
  private final LoopSettings settings;
  private final GraphBuilder graph = new GraphBuilder("body", "loop.");
  private final OnnxWriter writer = OnnxWriter.ofParts();
  private final List<Message> bodyInputs = new ArrayList<>();
  private final List<Message> bodyResults = new ArrayList<>();
  private final List<Message> inputs = new ArrayList<>();
  private final List<Message> results = new ArrayList<>();
  private final List<String> loopInputs = new ArrayList<>(List.of(STEPS, ""));
  private final List<String> loopResults = new ArrayList<>();

  private DecodingLoop(LanguageModelFile file, LoopSettings settings) throws IOException {
    this.step = StepBody.of(file);
    this.file = file;
    this.settings = settings;
  }

  /// What goes in as the step's input of this name, for the first turn.
  public static String from(String name) {
    return "loop.from." + name;
  }

  /// What comes out for the step's input of this name, to go on with.
  public static String to(String name) {
    return "loop.to." + name;
  }

  /// A whole ONNX model, in its file format.
  public static ByteBuffer compose(LanguageModelFile file, LoopSettings settings) {
    try {
      Message model = new DecodingLoop(file, settings).model();
      ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(model.size()));
      model.writeTo(bytes);
      return bytes.flip();
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read or written yet", e);
    }
  }

  private Message model() throws IOException {
    bodyInputs.add(OnnxWriter.port(new Port(TURN, Element.INT64, Shape.SCALAR)));
    bodyInputs.add(OnnxWriter.port(new Port(GOING, Element.BOOL, Shape.SCALAR)));
    inputs.add(OnnxWriter.port(new Port(new Wire(STEPS), Element.INT64, Shape.SCALAR)));
    Wire next = drawn();
    List<Message> scans = new ArrayList<>();
    scan(TOKENS, next, Element.INT64, scans);
    if (settings.hasLogprobs()) {
      logprobs(next, scans);
    }
    Message body = body(graph.build(), scans);
    Message outer = new Message();
    step.constants().forEach(node -> outer.bytes(Field.Graph.NODE, node));
    outer
        .message(Field.Graph.NODE, loop(body))
        .text(Field.Graph.NAME, "decoding")
        .message(Field.Graph.INITIALIZER, writer.weight(step.last()));
    step.weights().forEach(weight -> outer.bytes(Field.Graph.INITIALIZER, weight));
    inputs.forEach(input -> outer.message(Field.Graph.INPUT, input));
    results.forEach(result -> outer.message(Field.Graph.OUTPUT, result));
    Message model =
        new Message()
            .integer(Field.Model.IR_VERSION, OnnxWriter.IR_VERSION)
            .text(Field.Model.PRODUCER_NAME, OnnxWriter.PRODUCER)
            .message(Field.Model.GRAPH, outer);
    file.file()
        .opsets()
        .forEach(
            (domain, version) ->
                model.message(
                    Field.Model.OPSET_IMPORT,
                    new Message()
                        .text(Field.Opset.DOMAIN, domain)
                        .integer(Field.Opset.VERSION, version)));
    return model;
  }

  /// Adds the sampler to the body, and what goes from turn to turn.
  private Wire drawn() {
    Wire noise = Wire.NONE;
    if (settings.drawsLots()) {
      noise = eachTurn(NOISE, Element.DOUBLE);
    }
    Wire counts = new Wire(COUNTS);
    Wire drawn =
        Sampler.lower(
            graph, settings.rules(), step.lastLogits(graph), file.vocabulary(), counts, noise);
    Wire next = drawn;
    Wire free = Wire.NONE;
    if (settings.isBatch()) {
      Wire forced = eachTurn(FORCED, Element.INT64);
      free = graph.add("Less", forced, graph.integer(0));
      next = graph.add("Where", free, drawn, forced);
    }
    goesOn(next, free);
    String ids = file.ids().name();
    Wire read = file.isCached() ? next : graph.concat(1, new Wire(ids), next);
    carry(ids, read, Element.INT64);
    file.positions()
        .ifPresent(port -> carry(port.name(), nextPosition(port.name()), Element.INT64));
    file.attentionMask().ifPresent(port -> carry(port.name(), longer(port.name()), Element.INT64));
    if (settings.looksBack()) {
      carry(COUNTS, TokenHistory.lower(graph, counts, next), Element.FLOAT);
    }
    for (StateSlot slot : file.state()) {
      carry(slot.before(), slot.after(), slot.element());
    }
    if (file.reach() > 0) {
      carry(StepGraph.PAST_IDS, StepGraph.PRESENT_IDS, Element.INT64.number());
    }
    return next;
  }

  /// What an input has for the present turn.
  private Wire eachTurn(String name, Element element) {
    inputs.add(port(name, element));
    return graph.add("Gather", new Wire(name), TURN);
  }

  /// Says whether there is another turn: until every sequence has ended.
  private void goesOn(Wire next, Wire free) {
    if (!settings.ends()) {
      graph.output("loop.go_on", GOING, Element.BOOL, Shape.SCALAR);
      return;
    }
    Wire isEnd = graph.add("Equal", next, graph.integer(settings.end()));
    if (!settings.isBatch()) {
      Wire goesOn = graph.add("Not", graph.add("Squeeze", isEnd));
      graph.output("loop.go_on", goesOn, Element.BOOL, Shape.SCALAR);
      return;
    }
    Wire ended = graph.add("Or", new Wire(ENDED), graph.add("And", isEnd, free));
    Wire alive = graph.cast(graph.add("Not", ended), Element.FLOAT);
    Wire any = graph.add("ReduceMax", Map.of("keepdims", Attribute.of(0)), alive);
    graph.output("loop.go_on", graph.cast(any, Element.BOOL), Element.BOOL, Shape.SCALAR);
    carry(ENDED, ended, Element.BOOL);
  }

  private Wire nextPosition(String positions) {
    return graph.add("Add", last(positions), graph.integer(1));
  }

  private Wire longer(String mask) {
    return graph.concat(1, new Wire(mask), last(mask));
  }

  /// The last column, `[batch, 1]`.
  private Wire last(String wire) {
    return graph.add("Gather", SECOND_AXIS, new Wire(wire), graph.integers(-1));
  }

  private void logprobs(Wire next, List<Message> scans) {
    Wire all = graph.add("LogSoftmax", SECOND_AXIS, step.lastLogits(graph));
    scan(LOGPROBS, graph.add("GatherElements", SECOND_AXIS, all, next), Element.FLOAT, scans);
    if (settings.alternatives() > 0) {
      Wire many = graph.integers(Math.min(settings.alternatives(), file.vocabulary()));
      Wire[] likely = graph.add("TopK", SECOND_AXIS, 2, all, many);
      scan(LIKELY_LOGPROBS, likely[0], Element.FLOAT, scans);
      scan(LIKELY, likely[1], Element.INT64, scans);
    }
  }

  /// A result that has a row for each turn.
  private void scan(String name, Wire wire, Element element, List<Message> scans) {
    String inBody = name + ".turn";
    graph.output(inBody, wire, element, Shape.SCALAR);
    scans.add(port(inBody, element));
    loopResults.add(name);
    results.add(port(name, element));
  }

  private void carry(String name, Wire after, Element element) {
    String inBody = "loop.after." + name;
    graph.output(inBody, after, element, Shape.SCALAR);
    carry(name, inBody, element.number());
  }

  /// @param after the wire of the body that has it for the next turn
  private void carry(String name, String after, int element) {
    bodyInputs.add(port(name, element));
    bodyResults.add(port(after, element));
    inputs.add(port(from(name), element));
    loopInputs.add(from(name));
    results.add(port(to(name), element));
    loopResults.add(to(name));
  }

  private Message body(Graph sampler, List<Message> scans) throws IOException {
    Message body = new Message();
    for (ByteBuffer node : step.nodes()) {
      body.bytes(Field.Graph.NODE, node);
    }
    for (Node node : sampler.nodes()) {
      body.message(Field.Graph.NODE, writer.node(node));
    }
    body.text(Field.Graph.NAME, "turn");
    for (Initializer constant : sampler.initializers()) {
      body.message(Field.Graph.INITIALIZER, writer.weight(constant));
    }
    bodyInputs.forEach(input -> body.message(Field.Graph.INPUT, input));
    body.message(Field.Graph.OUTPUT, port("loop.go_on", Element.BOOL));
    bodyResults.forEach(result -> body.message(Field.Graph.OUTPUT, result));
    scans.forEach(result -> body.message(Field.Graph.OUTPUT, result));
    return body;
  }

  private Message loop(Message body) {
    Message node = new Message();
    loopInputs.forEach(name -> node.text(Field.Node.INPUT, name));
    loopResults.forEach(name -> node.text(Field.Node.OUTPUT, name));
    return node.text(Field.Node.NAME, "decoding")
        .text(Field.Node.OPERATOR, "Loop")
        .message(
            Field.Node.ATTRIBUTE,
            new Message()
                .text(Field.Attribute.NAME, "body")
                .message(Field.Attribute.GRAPH, body)
                .integer(Field.Attribute.TYPE, Field.Attribute.TYPE_GRAPH));
  }

  private static Message port(String name, Element element) {
    return port(name, element.number());
  }

  /// Of any shape.
  private static Message port(String name, int element) {
    return new Message()
        .text(Field.Port.NAME, name)
        .message(
            Field.Port.TYPE,
            new Message()
                .message(
                    Field.Port.TYPE_TENSOR,
                    new Message().integer(Field.Port.TENSOR_ELEMENT, element)));
  }
}
