package chainrule.export.onnx;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Initializer;
import chainrule.train.graph.Node;
import chainrule.train.graph.Wire;
import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.TokenHistory;
import chainrule.train.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One turn of decoding: a model's step, a sampler behind it, and what goes on to the next turn. It
/// is the body of a [DecodingLoop], or a [DecodingStep] by itself. The first turn reads the prompt,
/// `[batch, time]`, the others a token each: what is carried may change its shape.
public final class DecodingTurn {
  /// `DOUBLE` `[batch, 1]`, uniform in [0, 1).
  public static final String NOISE = "turn.noise";

  /// `INT64` `[batch, 1]`: tokens of prompts that are longer than what the first turn reads, or -1
  /// where one is drawn; batches only.
  public static final String FORCED = "turn.forced";

  /// `BOOL` `[batch, 1]`: the sequences that need no more tokens; loops of batches with an end
  /// only.
  public static final String ENDED = "turn.ended";

  /// `FLOAT` `[batch, vocabulary]`, see [TokenHistory#lower]; only where rules look back.
  public static final String COUNTS = "turn.counts";

  /// The result, `INT64` `[batch, 1]`.
  public static final String TOKENS = "turn.tokens";

  /// `FLOAT` `[batch, 1]`, of the tokens of the result, before any rule.
  public static final String LOGPROBS = "turn.logprobs";

  /// `INT64` and `FLOAT` `[batch, alternatives]`.
  public static final String LIKELY = "turn.likely";

  public static final String LIKELY_LOGPROBS = "turn.likely_logprobs";

  static final String GOES_ON = "turn.go_on";

  private static final Map<String, Attribute> SECOND_AXIS = Map.of("axis", Attribute.of(1));

  /// A value that one turn hands to the next.
  ///
  /// @param before the wire that has it at the beginning of a turn
  /// @param after the wire that has it for the next turn
  /// @param element ONNX's number
  record Carried(String before, String after, int element) {}

  /// What is told from outside, or told to it.
  ///
  /// @param inTurn the wire of the turn
  record Outer(String name, String inTurn, Element element) {}

  private final LanguageModelFile file;
  private final DecodingSettings settings;
  private final StepBody step;
  private final Optional<Wire> number;
  private final GraphBuilder graph = new GraphBuilder("turn", "turn.");
  private final OnnxWriter writer = OnnxWriter.ofParts();
  private final List<Carried> carried = new ArrayList<>();
  private final List<Outer> asked = new ArrayList<>();
  private final List<Outer> made = new ArrayList<>();
  private final Graph sampler;

  private DecodingTurn(
      LanguageModelFile file, DecodingSettings settings, StepBody step, Optional<Wire> number) {
    this.file = file;
    this.settings = settings;
    this.step = step;
    this.number = number;
    Wire next = drawn();
    make(TOKENS, next, Element.INT64);
    if (settings.hasLogprobs()) {
      logprobs(next);
    }
    this.sampler = graph.build();
  }

  /// A turn whose noise and forced tokens are its own.
  static DecodingTurn alone(LanguageModelFile file, DecodingSettings settings, StepBody step) {
    return new DecodingTurn(file, settings, step, Optional.empty());
  }

  /// One of many, whose noise and forced tokens have a row for each; it says whether there is
  /// another.
  ///
  /// @param number the wire that has the number of the turn
  static DecodingTurn ofMany(
      LanguageModelFile file, DecodingSettings settings, StepBody step, Wire number) {
    return new DecodingTurn(file, settings, step, Optional.of(number));
  }

  /// What goes on to the next turn for the step's input of this name.
  static String after(String name) {
    return "turn.after." + name;
  }

  /// What goes from turn to turn.
  List<Carried> carried() {
    return carried;
  }

  /// What is said anew: noise and forced tokens.
  List<Outer> asked() {
    return asked;
  }

  /// What is told.
  List<Outer> made() {
    return made;
  }

  /// Adds the nodes and their constants to the message of a graph; the step's weights are not among
  /// them.
  void addTo(Message message) throws IOException {
    for (ByteBuffer node : step.nodes()) {
      message.bytes(Field.Graph.NODE, node);
    }
    for (Node node : sampler.nodes()) {
      message.message(Field.Graph.NODE, writer.node(node));
    }
    message.text(Field.Graph.NAME, sampler.name());
    for (Initializer constant : sampler.initializers()) {
      message.message(Field.Graph.INITIALIZER, writer.weight(constant));
    }
  }

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
    if (number.isPresent()) {
      goesOn(next, free);
    }
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
      carried.add(new Carried(slot.before(), slot.after(), slot.element()));
    }
    if (file.reach() > 0) {
      carried.add(new Carried(StepGraph.PAST_IDS, StepGraph.PRESENT_IDS, Element.INT64.number()));
    }
    return next;
  }

  /// What an input has for the present turn.
  private Wire eachTurn(String name, Element element) {
    asked.add(new Outer(name, name, element));
    Wire all = new Wire(name);
    return number.map(turn -> graph.add("Gather", all, turn)).orElse(all);
  }

  /// Says whether there is another turn: until every sequence has ended.
  private void goesOn(Wire next, Wire free) {
    if (!settings.ends()) {
      goesOn(new Wire(DecodingLoop.GOING));
      return;
    }
    Wire isEnd = graph.add("Equal", next, graph.integer(settings.end()));
    if (!settings.isBatch()) {
      goesOn(graph.add("Not", graph.add("Squeeze", isEnd)));
      return;
    }
    Wire ended = graph.add("Or", new Wire(ENDED), graph.add("And", isEnd, free));
    Wire alive = graph.cast(graph.add("Not", ended), Element.FLOAT);
    Wire any = graph.add("ReduceMax", Map.of("keepdims", Attribute.of(0)), alive);
    goesOn(graph.cast(any, Element.BOOL));
    carry(ENDED, ended, Element.BOOL);
  }

  private void goesOn(Wire wire) {
    graph.output(GOES_ON, wire, Element.BOOL, Shape.SCALAR);
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

  private void logprobs(Wire next) {
    Wire all = graph.add("LogSoftmax", SECOND_AXIS, step.lastLogits(graph));
    make(LOGPROBS, graph.add("GatherElements", SECOND_AXIS, all, next), Element.FLOAT);
    if (settings.alternatives() > 0) {
      Wire many = graph.integers(Math.min(settings.alternatives(), file.vocabulary()));
      Wire[] likely = graph.add("TopK", SECOND_AXIS, 2, all, many);
      make(LIKELY_LOGPROBS, likely[0], Element.FLOAT);
      make(LIKELY, likely[1], Element.INT64);
    }
  }

  private void make(String name, Wire wire, Element element) {
    String result = name + (number.isPresent() ? ".each" : "");
    graph.output(result, wire, element, Shape.SCALAR);
    made.add(new Outer(name, result, element));
  }

  private void carry(String name, Wire after, Element element) {
    String result = after(name);
    graph.output(result, after, element, Shape.SCALAR);
    carried.add(new Carried(name, result, element.number()));
  }
}
