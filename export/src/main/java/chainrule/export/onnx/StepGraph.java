package chainrule.export.onnx;

import chainrule.train.autograd.Trace;
import chainrule.train.autograd.Value;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Collapse;
import chainrule.train.nn.Context;
import chainrule.train.nn.Slot;
import chainrule.train.nn.State;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws a language model as the graph of a step: some tokens and what is remembered of those
/// before in, logits and what is to be remembered out. Batch and time are open, so that the same
/// graph reads a prompt and goes on token by token.
public final class StepGraph {
  /// Token ids `[batch, time]`.
  public static final String IDS = "input_ids";

  /// Where each token stands in its own sequence, `[batch, time]`; Transformers only.
  public static final String POSITIONS = "position_ids";

  /// The ids before, `[batch, reach]`, for models that look back at them; at the beginning of a
  /// text the number of the vocabulary's tokens, which stands for none.
  public static final String PAST_IDS = "past_ids";

  public static final String PRESENT_IDS = "present_ids";

  /// `[batch, time, vocabulary]`.
  public static final String LOGITS = "logits";

  private static final Dim TIME = Dim.named("time");
  private static final Shape TOKENS = Shape.of(Slot.BATCH, TIME);

  private final LanguageModel model;
  private final Trace trace = new Trace("language_model");
  private final Value ids = trace.input(IDS, Element.INT64, TOKENS);

  private StepGraph(LanguageModel model) {
    this.model = model;
  }

  /// @param cached whether it remembers; if not, it reads whole texts
  public static Graph of(LanguageModel model, boolean cached) {
    StepGraph step = new StepGraph(model);
    return cached ? step.remembering() : step.reading();
  }

  private Graph remembering() {
    boolean isTransformer = model.spec() instanceof TransformerSpec;
    Value positions = isTransformer ? trace.input(POSITIONS, Element.INT64, TOKENS) : ids;
    Optional<Value> pastIds = Optional.empty();
    if (model.reach() > 0) {
      Shape past = Shape.of(Slot.BATCH, Dim.of(model.reach()));
      pastIds = Optional.of(trace.input(PAST_IDS, Element.INT64, past));
    }
    List<Value> before = new ArrayList<>();
    for (Slot slot : model.state()) {
      before.add(trace.input(slot.before(), Element.FLOAT, slot.shape()));
    }
    State state = State.of(before);
    logits(pastIds, new Context(positions, Optional.empty()), state);
    for (int i = 0; i < before.size(); i++) {
      trace.output(model.state().get(i).after(), Element.FLOAT, state.after().get(i));
    }
    pastIds.ifPresent(past -> trace.output(PRESENT_IDS, Element.INT64, lastIds(past)));
    return trace.graph();
  }

  /// What becomes of the ids before: the last of these and the new ones.
  private Value lastIds(Value past) {
    return trace.draw(
        past.shape(),
        graph -> {
          Wire all = graph.concat(1, trace.wire(past), trace.wire(ids));
          Wire end = graph.integers(Integer.MAX_VALUE);
          return graph.add("Slice", all, graph.integers(-model.reach()), end, graph.integers(1));
        });
  }

  private Graph reading() {
    Value positions = trace.draw(Shape.of(TIME), this::places);
    logits(Optional.empty(), new Context(positions, Optional.empty()), State.none());
    return trace.graph();
  }

  private Wire places(GraphBuilder graph) {
    Wire time = graph.size(trace.wire(ids), 1);
    return graph.add("Range", graph.integer(0), time, graph.integer(1));
  }

  private void logits(Optional<Value> pastIds, Context context, State state) {
    Value logits = model.logits(trace, ids, pastIds, context, state, Collapse.NONE);
    trace.output(LOGITS, Element.FLOAT, logits);
  }
}
