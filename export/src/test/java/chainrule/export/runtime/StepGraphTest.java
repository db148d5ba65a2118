package chainrule.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import chainrule.export.onnx.StepGraph;
import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Leaf;
import chainrule.train.graph.Graph;
import chainrule.train.graph.Port;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Collapse;
import chainrule.train.nn.Context;
import chainrule.train.nn.Init;
import chainrule.train.nn.Recurrence;
import chainrule.train.nn.Slot;
import chainrule.train.nn.State;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A drawn model in ONNX Runtime says what the model itself says in double precision.
final class StepGraphTest {
  private static final int VOCABULARY = 13;
  private static final int BATCH = 2;
  private static final int TIME = 7;

  static List<ModelSpec> models() {
    return List.of(
        TransformerSpec.gpt2(VOCABULARY, 16, 2, 2, 8),
        TransformerSpec.nanoGpt(VOCABULARY, 16, 1, 2, 8, 0.1),
        TransformerSpec.llama(VOCABULARY, 16, 2, 4, 2, 16, 20),
        TransformerSpec.fast(VOCABULARY, 16, 2, 2, 8, 3).withHashed(4, 50),
        new RecurrentSpec(Recurrence.Cell.LSTM, VOCABULARY, 16, 2, 8, 10, false, 0),
        new RecurrentSpec(Recurrence.Cell.GRU, VOCABULARY, 16, 1, 8, 10, false, 0),
        new RecurrentSpec(Recurrence.Cell.RNN, VOCABULARY, 16, 2, 8, 8, true, 0),
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

  private static Tensor ids() {
    Tensor ids = Tensor.zeros(Type.INT32, Shape.of(BATCH, TIME));
    Rng rng = new Rng(5);
    for (int i = 0; i < ids.size(); i++) {
      ids.set(i, rng.nextInt(VOCABULARY));
    }
    return ids;
  }

  private static Tensor expected(ModelSpec spec) {
    Eager eager = new Eager(Kernels.plain(Type.FLOAT64));
    Leaf ids = Leaf.given("ids", ids());
    Context context = Context.of(TIME);
    return eager.tensor(
        model(spec, Type.FLOAT64)
            .logits(eager, ids, Optional.empty(), context, State.none(), Collapse.NONE));
  }

  @ParameterizedTest
  @MethodSource("models")
  void readsAWholeText(ModelSpec spec) throws IOException, OrtException {
    Graph graph = StepGraph.of(model(spec, Type.FLOAT32), false);
    assertEquals(List.of("input_ids"), graph.inputs().stream().map(p -> p.wire().name()).toList());
    Tensor logits = OnnxNumbers.run(graph, Map.of("input_ids", ids())).get("logits");
    assertClose(expected(spec), logits, 0, BATCH, 0);
  }

  /// A prompt at once, a token, several tokens, a token.
  @ParameterizedTest
  @MethodSource("models")
  void goesOnInStretchesOfAnyLength(ModelSpec spec) throws IOException, OrtException {
    LanguageModel model = model(spec, Type.FLOAT32);
    Graph graph = StepGraph.of(model, true);
    Map<String, Tensor> state = beginning(model, BATCH);
    Tensor expected = expected(spec);
    int from = 0;
    for (int to : List.of(2, 3, 6, 7)) {
      Map<String, Tensor> in = new HashMap<>(state);
      in.put("input_ids", columns(ids(), from, to));
      in.put("position_ids", positions(from, to));
      Map<String, Tensor> out = run(graph, in);
      assertClose(expected, out.get("logits"), 0, BATCH, from);
      state = after(model, out);
      from = to;
    }
  }

  /// The second sequence lacks the first two tokens; its cache is filled up with anything.
  @ParameterizedTest
  @MethodSource("models")
  void sequencesOfDifferentLengthsGoOnTogether(ModelSpec spec) throws IOException, OrtException {
    if (!(spec instanceof TransformerSpec)) {
      return; // their state has no length
    }
    LanguageModel model = model(spec, Type.FLOAT32);
    Graph graph = StepGraph.of(model, true);
    Map<String, Tensor> prompt = beginning(model, BATCH);
    prompt.put("input_ids", columns(ids(), 0, 4));
    prompt.put("position_ids", positions(0, 4));
    Map<String, Tensor> state = after(model, run(graph, prompt));
    Map<String, Tensor> shorter = beginning(model, BATCH);
    shorter.put("input_ids", columns(ids(), 2, 4));
    shorter.put("position_ids", positions(0, 2));
    Map<String, Tensor> shorterState = after(model, run(graph, shorter));
    for (Slot slot : model.state()) {
      replaceSecond(state.get(slot.before()), shorterState.get(slot.before()));
    }
    Map<String, Tensor> in = new HashMap<>(state);
    in.put("input_ids", columns(ids(), 4, 5));
    in.put("position_ids", Tensor.of(Shape.of(2, 1), 4, 2));
    if (model.reach() > 0) {
      int reach = model.reach();
      Tensor pastIds = state.get("past_ids");
      Tensor shorterIds = shorterState.get("past_ids");
      for (int i = 0; i < reach; i++) {
        pastIds.set(reach + i, shorterIds.id(reach + i));
      }
    }
    Tensor logits = run(graph, in).get("logits");
    assertClose(expected(spec), logits, 0, 1, 4);

    Map<String, Tensor> alone = new HashMap<>(shorterState);
    alone.put("input_ids", columns(ids(), 4, 5));
    alone.put("position_ids", positions(2, 3));
    Tensor same = run(graph, alone).get("logits");
    for (int v = 0; v < VOCABULARY; v++) {
      assertEquals(same.get(VOCABULARY + v), logits.get(VOCABULARY + v), 1e-5);
    }
  }

  private static void replaceSecond(Tensor cache, Tensor shorter) {
    int heads = cache.shape().size(1);
    int past = cache.shape().size(2);
    int size = cache.shape().size(3);
    int own = shorter.shape().size(2);
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < past * size; i++) {
        int missing = (past - own) * size;
        double number = i < missing ? 99 : shorter.get((heads + h) * own * size + i - missing);
        cache.set((heads + h) * past * size + i, number);
      }
    }
  }

  private static Map<String, Tensor> run(Graph graph, Map<String, Tensor> in)
      throws IOException, OrtException {
    List<String> names = graph.inputs().stream().map(Port::wire).map(w -> w.name()).toList();
    Map<String, Tensor> wanted = new HashMap<>(in);
    wanted.keySet().retainAll(names);
    assertTrue(wanted.keySet().containsAll(names), names + " from " + wanted.keySet());
    return OnnxNumbers.run(graph, wanted);
  }

  private static Map<String, Tensor> beginning(LanguageModel model, int batch) {
    Map<String, Tensor> state = new HashMap<>();
    for (Slot slot : model.state()) {
      state.put(slot.before(), Tensor.zeros(Type.FLOAT32, slot.beginning(batch)));
    }
    if (model.reach() > 0) {
      Tensor none = Tensor.zeros(Type.INT32, Shape.of(batch, model.reach()));
      none.fill(VOCABULARY);
      state.put("past_ids", none);
    }
    return state;
  }

  private static Map<String, Tensor> after(LanguageModel model, Map<String, Tensor> out) {
    Map<String, Tensor> state = new HashMap<>();
    model.state().forEach(slot -> state.put(slot.before(), out.get(slot.after())));
    if (model.reach() > 0) {
      state.put("past_ids", out.get("present_ids"));
    }
    return state;
  }

  private static Tensor positions(int from, int to) {
    Tensor positions = Tensor.zeros(Type.INT32, Shape.of(BATCH, to - from));
    for (int i = 0; i < positions.size(); i++) {
      positions.set(i, from + i % (to - from));
    }
    return positions;
  }

  private static Tensor columns(Tensor ids, int from, int to) {
    Tensor columns = Tensor.zeros(Type.INT32, Shape.of(BATCH, to - from));
    for (int i = 0; i < columns.size(); i++) {
      columns.set(i, ids.id(i / (to - from) * TIME + from + i % (to - from)));
    }
    return columns;
  }

  /// The logits of some sequences at the times from `start` on.
  private static void assertClose(
      Tensor expected, Tensor actual, int firstSequence, int sequences, int start) {
    int time = actual.shape().size(1);
    for (int b = firstSequence; b < firstSequence + sequences; b++) {
      for (int t = 0; t < time; t++) {
        for (int v = 0; v < VOCABULARY; v++) {
          assertEquals(
              expected.get((b * TIME + start + t) * VOCABULARY + v),
              actual.get((b * time + t) * VOCABULARY + v),
              2e-5,
              "sequence " + b + ", token " + (start + t));
        }
      }
    }
  }
}
