package chainrule.train.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Trace;
import chainrule.train.autograd.Value;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.Node;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Collapse;
import chainrule.train.nn.Context;
import chainrule.train.nn.Init;
import chainrule.train.nn.Recurrence;
import chainrule.train.nn.Slot;
import chainrule.train.nn.State;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LanguageModelTest {
  private static final int VOCABULARY = 13;

  static List<ModelSpec> models() {
    return List.of(
        TransformerSpec.gpt2(VOCABULARY, 16, 2, 2, 8),
        TransformerSpec.llama(VOCABULARY, 16, 2, 4, 2, 16, 20),
        TransformerSpec.fast(VOCABULARY, 16, 2, 2, 8, 3),
        new RecurrentSpec(Recurrence.Cell.LSTM, VOCABULARY, 16, 2, 8, 10, false, 0),
        new RecurrentSpec(Recurrence.Cell.GRU, VOCABULARY, 16, 1, 8, 10, false, 0),
        new RecurrentSpec(Recurrence.Cell.RNN_RELU, VOCABULARY, 16, 1, 8, 8, true, 0));
  }

  private static LanguageModel model(ModelSpec spec, Type type) {
    LanguageModel model = LanguageModel.of(spec, type);
    model.parameters().allocate(type, new Rng(1));
    // Outputs that begin as zeros would make all logits equal.
    model.parameters().all().stream()
        .filter(p -> p.tensor().get(0) == 0)
        .forEach(p -> new Init.Normal(0.3).fill(p.tensor(), new Rng(3)));
    return model;
  }

  /// Token by token with the state carried gives the same logits as all tokens at once.
  @ParameterizedTest
  @MethodSource("models")
  void carryingTheStateChangesNothing(ModelSpec spec) {
    LanguageModel model = model(spec, Type.FLOAT64);
    Eager eager = new Eager(Kernels.plain(Type.FLOAT64));
    int time = 7;
    Tensor ids = Tensor.zeros(Type.INT32, Shape.of(2, time));
    Rng rng = new Rng(5);
    for (int i = 0; i < ids.size(); i++) {
      ids.set(i, rng.nextInt(VOCABULARY));
    }
    Tensor whole =
        eager.tensor(
            model.logits(
                eager,
                Leaf.given("ids", ids),
                Optional.empty(),
                Context.of(time),
                State.none(),
                Collapse.NONE));
    List<Value> carried = new ArrayList<>();
    for (Slot slot : model.state()) {
      carried.add(Leaf.given(slot.before(), Tensor.zeros(Type.FLOAT64, slot.beginning(2))));
    }
    for (int t = 0; t < time; t++) {
      State state = State.of(carried);
      Leaf token = Leaf.given("id", columns(ids, t, t + 1));
      Optional<Value> past = Optional.of(Leaf.given("past", columns(ids, 0, t)));
      Leaf position = Leaf.given("position", Tensor.of(Shape.of(1), t));
      Context context = new Context(position, Optional.empty());
      Tensor one = eager.tensor(model.logits(eager, token, past, context, state, Collapse.LAST));
      for (int b = 0; b < 2; b++) {
        for (int v = 0; v < VOCABULARY; v++) {
          double expected = whole.get((b * time + t) * VOCABULARY + v);
          assertEquals(expected, one.get(b * VOCABULARY + v), 1e-12, "token " + t);
        }
      }
      carried = state.after();
      assertEquals(model.state().size(), carried.size());
    }
  }

  private static Tensor columns(Tensor ids, int from, int to) {
    int time = ids.shape().size(1);
    Tensor columns = Tensor.zeros(Type.INT32, Shape.of(ids.shape().size(0), to - from));
    for (int i = 0; i < columns.size(); i++) {
      columns.set(i, ids.id(i / (to - from) * time + from + i % (to - from)));
    }
    return columns;
  }

  /// With the batch and the time still open, and with a state in and out.
  @ParameterizedTest
  @MethodSource("models")
  void drawsAWholeGraph(ModelSpec spec) {
    LanguageModel model = model(spec, Type.FLOAT32);
    Trace trace = new Trace("model");
    Dim time = Dim.named("time");
    Value ids = trace.input("input_ids", Element.INT64, Shape.of(Slot.BATCH, time));
    Value positions = trace.input("position_ids", Element.INT64, Shape.of(Slot.BATCH, time));
    Optional<Value> past =
        model.reach() == 0
            ? Optional.empty()
            : Optional.of(trace.input("past_ids", Element.INT64, Shape.of(Slot.BATCH, Slot.PAST)));
    List<Value> before = new ArrayList<>();
    for (Slot slot : model.state()) {
      before.add(trace.input(slot.before(), Element.FLOAT, slot.shape()));
    }
    State state = State.of(before);
    Context context = new Context(positions, Optional.empty());
    Value logits = model.logits(trace, ids, past, context, state, Collapse.NONE);
    assertEquals(Shape.of(Slot.BATCH, time, Dim.of(VOCABULARY)), logits.shape());
    trace.output("logits", Element.FLOAT, logits);
    for (int i = 0; i < before.size(); i++) {
      trace.output(model.state().get(i).after(), Element.FLOAT, state.after().get(i));
    }
    checkOrder(trace.graph());
  }

  /// Every wire is made before it is used, and once.
  private static void checkOrder(Graph graph) {
    Set<Wire> known = new HashSet<>();
    graph.inputs().forEach(port -> assertTrue(known.add(port.wire())));
    graph.initializers().forEach(i -> assertTrue(known.add(i.wire()), i.wire().name()));
    for (Node node : graph.nodes()) {
      for (Wire in : node.inputs()) {
        assertTrue(!in.isGiven() || known.contains(in), node.name() + " reads " + in.name());
      }
      node.outputs().forEach(out -> assertTrue(known.add(out), out.name()));
    }
    graph.outputs().forEach(port -> assertTrue(known.contains(port.wire())));
  }

  @Test
  void numbersThatDoNotDivideAreRefused() {
    assertEquals(
        "3 heads do not divide the width of 16", refusal(TransformerSpec.gpt2(5, 8, 1, 3, 16)));
    assertEquals(
        "3 key heads do not divide 4 heads", refusal(TransformerSpec.llama(5, 8, 1, 4, 3, 16, 16)));
    assertEquals(
        "rotary positions need heads of even size, and 6 wide with 2 heads they are 3",
        refusal(TransformerSpec.llama(5, 8, 1, 2, 2, 6, 8)));
    assertThrows(BadSetting.class, () -> TransformerSpec.gpt2(0, 8, 1, 1, 4));
    assertThrows(
        BadSetting.class, () -> new RecurrentSpec(Recurrence.Cell.GRU, 5, 8, 1, 4, 8, true, 0));
  }

  private static String refusal(ModelSpec spec) {
    return assertThrows(BadSetting.class, () -> LanguageModel.of(spec, Type.FLOAT32)).getMessage();
  }

  /// The counts are those of the original models.
  @Test
  void theShapesHaveTheParametersOfTheirOriginals() {
    assertEquals(124_439_808, count(TransformerSpec.gpt2(50_257, 1_024, 12, 12, 768)));
    assertEquals(804_096, count(TransformerSpec.nanoGpt(65, 64, 4, 4, 128, 0)));
    assertEquals(
        6_738_415_616L, count(TransformerSpec.llama(32_000, 2_048, 32, 32, 32, 4_096, 11_008)));
  }

  private static long count(ModelSpec spec) {
    return LanguageModel.of(spec, Type.FLOAT32).parameters().count();
  }
}
