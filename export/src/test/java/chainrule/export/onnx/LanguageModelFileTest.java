package chainrule.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Recurrence;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LanguageModelFileTest {
  private static final Shape TOKENS = Shape.of(Dim.named("batch"), Dim.named("time"));

  private static byte[] bytes(Graph graph, Map<String, String> notes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxWriter.write(new OnnxModel(graph, OnnxModel.OPSET, notes), Weights.NONE, "0", out);
    return out.toByteArray();
  }

  private static LanguageModelFile open(Graph graph, Map<String, String> notes) throws IOException {
    return LanguageModelFile.of("m.onnx", ByteBuffer.wrap(bytes(graph, notes)));
  }

  private static Graph step(ModelSpec spec) {
    LanguageModel model = LanguageModel.of(spec, Type.FLOAT32);
    model.parameters().allocate(Type.FLOAT32, new Rng(1));
    return StepGraph.of(model, true);
  }

  @Test
  void aTransformerRemembersKeysAndValues() throws IOException {
    LanguageModelFile file = open(step(TransformerSpec.llama(13, 16, 2, 4, 2, 16, 20)), Map.of());
    assertEquals(13, file.vocabulary());
    assertTrue(file.isCached());
    assertTrue(file.positions().isPresent());
    assertEquals(0, file.reach());
    assertEquals(
        List.of(
            "past_key_values.0.key present.0.key",
            "past_key_values.0.value present.0.value",
            "past_key_values.1.key present.1.key",
            "past_key_values.1.value present.1.value"),
        file.state().stream().map(slot -> slot.before() + " " + slot.after()).toList());
    assertEquals(OptionalInt.of(2), file.state().getFirst().growing());
    assertArrayEquals(new long[] {3, 2, 0, 4}, file.state().getFirst().beginning(3));
  }

  @Test
  void aRecurrentModelRemembersStates() throws IOException {
    LanguageModelFile file =
        open(step(new RecurrentSpec(Recurrence.Cell.LSTM, 13, 16, 1, 8, 10, false, 0)), Map.of());
    assertEquals(
        List.of("past.0.hidden", "past.0.cell"),
        file.state().stream().map(StateSlot::before).toList());
    assertEquals(OptionalInt.empty(), file.state().getFirst().growing());
    assertArrayEquals(new long[] {3, 10}, file.state().getFirst().beginning(3));
    assertFalse(file.positions().isPresent());
  }

  @Test
  void aModelThatLooksBackSaysHowFar() throws IOException {
    LanguageModelFile file = open(step(TransformerSpec.fast(13, 16, 1, 2, 8, 3)), Map.of());
    assertEquals(3, file.reach());
    assertEquals(2, file.state().size());
  }

  @Test
  void notesAreRead() throws IOException {
    ByteArrayOutputStream tokenizer = new ByteArrayOutputStream();
    TokenizerFile.write(TokenizerFile.read(TokenizerFile.BYTE), tokenizer);
    SelfTest test = new SelfTest(List.of(1, 2, 3), List.of(-0.5, -1.25));
    Map<String, String> notes =
        Map.of(
            ModelNotes.TOKENIZER,
            tokenizer.toString(StandardCharsets.UTF_8),
            ModelNotes.CONTEXT,
            "16",
            ModelNotes.SELF_TESTS,
            SelfTest.write(List.of(test)));
    LanguageModelFile file = open(step(TransformerSpec.gpt2(256, 16, 1, 2, 8)), notes);
    assertEquals(OptionalInt.of(16), file.context());
    assertEquals(List.of(test), file.selfTests());
    assertEquals(256, file.tokenizer().orElseThrow().size());
    LanguageModelFile bare = open(step(TransformerSpec.gpt2(256, 16, 1, 2, 8)), Map.of());
    assertTrue(bare.context().isEmpty());
    assertTrue(bare.tokenizer().isEmpty());
    assertEquals(List.of(), bare.selfTests());
  }

  @Test
  void anImageModelIsRefusedByWhatItReads() {
    GraphBuilder graph = new GraphBuilder("image");
    Shape image = Shape.of(Dim.of(1), Dim.of(3), Dim.of(224), Dim.of(224));
    Wire pixels = graph.input("data", Element.FLOAT, image);
    graph.output("softmax", graph.add("Relu", pixels), Element.FLOAT, image);
    assertEquals(
        "m.onnx: is no language model: it has no input input_ids and no output logits; it has"
            + " inputs data [1, 3, 224, 224] and outputs softmax [1, 3, 224, 224]",
        refusal(graph));
  }

  @Test
  void whatIsMissingIsNamed() {
    GraphBuilder graph = new GraphBuilder("foreign");
    Wire ids = graph.input("input_ids", Element.INT64, TOKENS);
    Shape cache = Shape.of(Dim.named("batch"), Dim.of(2), Dim.named("past"), Dim.of(4));
    Wire past = graph.input("past_key_values.0.key", Element.FLOAT, cache);
    graph.input("past_key_values.0.value", Element.FLOAT, cache);
    Shape logits = TOKENS.then(Shape.of(9));
    graph.output("logits", graph.add("Relu", ids), Element.FLOAT, logits);
    graph.output("present_key", graph.add("Relu", past), Element.FLOAT, cache);
    assertEquals(
        "m.onnx: has no output present.0.key for input past_key_values.0.key,"
            + " no output present.0.value for input past_key_values.0.value",
        refusal(graph));
  }

  @Test
  void anInputThatNobodyCanGiveIsNamed() {
    GraphBuilder graph = new GraphBuilder("foreign");
    Wire ids = graph.input("input_ids", Element.INT64, TOKENS);
    graph.input("token_type_ids", Element.INT64, TOKENS);
    graph.output("logits", graph.add("Relu", ids), Element.FLOAT, TOKENS.then(Shape.of(9)));
    assertEquals(
        "m.onnx: asks for what no language model needs: token_type_ids [batch, time]",
        refusal(graph));
  }

  private static String refusal(GraphBuilder graph) {
    return assertThrows(MalformedInput.class, () -> open(graph.build(), Map.of())).getMessage();
  }

  @Test
  void aFileIsRecognisedByItsBeginning() throws IOException {
    byte[] model = bytes(step(TransformerSpec.gpt2(13, 16, 1, 2, 8)), Map.of());
    assertTrue(LanguageModelFile.recognises(Arrays.copyOf(model, 64)));
    assertFalse(
        LanguageModelFile.recognises("\\data\\\nngram 1=3".getBytes(StandardCharsets.UTF_8)));
    assertFalse(LanguageModelFile.recognises(new byte[0]));
  }
}
