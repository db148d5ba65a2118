package chainrule.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.ModelNotes;
import chainrule.export.onnx.OnnxModel;
import chainrule.export.onnx.OnnxWriter;
import chainrule.export.onnx.StepGraph;
import chainrule.export.onnx.Weights;
import chainrule.train.graph.Element;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Init;
import chainrule.train.nn.Recurrence;
import chainrule.train.sampling.SamplingSettings;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the loop makes by itself is what the host draws token by token.
class GeneratorTest {
  private static final int VOCABULARY = 13;
  private static final int CONTEXT = 16;
  private static final Device CPU = new Device.Cpu();

  static List<ModelSpec> models() {
    return List.of(
        TransformerSpec.gpt2(VOCABULARY, CONTEXT, 2, 2, 8),
        TransformerSpec.llama(VOCABULARY, CONTEXT, 2, 4, 2, 16, 20),
        TransformerSpec.fast(VOCABULARY, CONTEXT, 2, 2, 8, 3).withHashed(4, 50),
        new RecurrentSpec(Recurrence.Cell.LSTM, VOCABULARY, CONTEXT, 2, 8, 10, false, 0),
        new RecurrentSpec(Recurrence.Cell.GRU, VOCABULARY, CONTEXT, 1, 8, 10, false, 0));
  }

  static LanguageModelFile file(ModelSpec spec, boolean cached) throws IOException {
    LanguageModel model = LanguageModel.of(spec, Type.FLOAT32);
    model.parameters().allocate(Type.FLOAT32, new Rng(1));
    model.parameters().all().stream()
        .filter(p -> p.tensor().get(0) == 0 || p.tensor().shape().rank() == 2)
        .forEach(p -> new Init.Normal(0.5).fill(p.tensor(), new Rng(3)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, String> notes = Map.of(ModelNotes.EXPORT, "test");
    OnnxWriter.write(
        new OnnxModel(StepGraph.of(model, cached), OnnxModel.OPSET, notes), Weights.NONE, "0", out);
    return LanguageModelFile.of("model", ByteBuffer.wrap(out.toByteArray()));
  }

  private static SamplingSettings settings(float temperature, float repetition) {
    return new SamplingSettings(temperature, 9, 0.98f, 0, repetition, 0, 0.1f, Map.of(), Set.of(5));
  }

  private static DecodingSettings loop(int end, boolean isBatch, int alternatives) {
    return new DecodingSettings(settings(1.3f, 1.2f).rules(), end, isBatch, alternatives);
  }

  private record Made(List<Integer> tokens, List<Float> logprobs, Sequence.End why) {}

  private static List<Made> make(
      Decoder decoder,
      Generator.Overflow overflow,
      Generator.Pace pace,
      int end,
      int[]... prompts) {
    List<List<Integer>> tokens = new ArrayList<>();
    List<List<Float>> logprobs = new ArrayList<>();
    List<Sequence> sequences = new ArrayList<>();
    for (int[] prompt : prompts) {
      List<Integer> own = new ArrayList<>();
      List<Float> theirs = new ArrayList<>();
      tokens.add(own);
      logprobs.add(theirs);
      int number = sequences.size();
      sequences.add(
          new Sequence(
              prompt,
              30 + number,
              end,
              7,
              number,
              token -> {
                own.add(token.id());
                theirs.add(token.logprob());
                return own.size() < 25 || number != 1;
              }));
    }
    new Generator(decoder, CONTEXT, overflow, pace).run(sequences);
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < prompts.length; i++) {
      made.add(new Made(tokens.get(i), logprobs.get(i), sequences.get(i).ended()));
    }
    return made;
  }

  private static final int[][] PROMPTS = {{1, 2, 3, 4, 1, 2}, {3}, {7, 7, 2}};

  @ParameterizedTest
  @MethodSource("models")
  void theLoopDrawsWhatTheHostDraws(ModelSpec spec) throws IOException {
    LanguageModelFile file = file(spec, true);
    for (int end : new int[] {-1, 4}) {
      DecodingSettings settings = loop(end, true, -1);
      try (Decoder loop = LoopDecoder.open(file, settings, CPU, 1);
          Decoder host = HostDecoder.open(file, settings, 1)) {
        for (Generator.Overflow overflow : Generator.Overflow.values()) {
          List<Made> expected = make(host, overflow, Generator.Pace.WHOLE, end, PROMPTS);
          for (Generator.Pace pace : Generator.Pace.values()) {
            assertEquals(expected, make(loop, overflow, pace, end, PROMPTS), pace.toString());
          }
        }
      }
    }
  }

  static List<ModelSpec> modelsInPlace() {
    return List.of(
        TransformerSpec.gpt2(VOCABULARY, CONTEXT, 2, 2, 16),
        TransformerSpec.llama(VOCABULARY, CONTEXT, 2, 4, 2, 32, 20),
        TransformerSpec.fast(VOCABULARY, CONTEXT, 2, 2, 16, 3).withHashed(4, 50));
  }

  @ParameterizedTest
  @MethodSource("modelsInPlace")
  void turnsInPlaceAreWhatTheHostDraws(ModelSpec spec) throws IOException {
    LanguageModelFile file = file(spec, true);
    for (int end : new int[] {-1, 4}) {
      DecodingSettings settings = loop(end, true, 2);
      try (Decoder inPlace = InPlaceDecoder.open(file, settings, 1);
          Decoder host = HostDecoder.open(file, settings, 1)) {
        for (Generator.Overflow overflow : Generator.Overflow.values()) {
          for (Generator.Pace pace : Generator.Pace.values()) {
            List<Made> expected = make(host, overflow, pace, end, PROMPTS);
            assertAlike(expected, make(inPlace, overflow, pace, end, PROMPTS));
          }
        }
        Generator.Overflow slide = Generator.Overflow.SLIDE;
        Generator.Pace whole = Generator.Pace.WHOLE;
        assertAlike( // another batch, other buffers
            make(host, slide, whole, end, PROMPTS[0], PROMPTS[2]),
            make(inPlace, slide, whole, end, PROMPTS[0], PROMPTS[2]));
      }
    }
  }

  @Test
  void onlyBatchesOfModelsWithWideHeadsAreMadeInPlace() throws IOException {
    LanguageModelFile wide = file(modelsInPlace().getFirst(), true);
    assertTrue(InPlaceDecoder.suits(wide, loop(-1, true, -1), CPU));
    assertFalse(InPlaceDecoder.suits(wide, loop(-1, false, -1), CPU));
    assertFalse(InPlaceDecoder.suits(wide, loop(-1, true, -1), new Device.Cuda(0)));
    assertFalse(
        InPlaceDecoder.suits(file(modelsInPlace().getFirst(), false), loop(-1, true, -1), CPU));
    for (ModelSpec other : models()) {
      assertFalse(InPlaceDecoder.suits(file(other, true), loop(-1, true, -1), CPU));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSequenceIsTheSameAloneAndAmongOthers(ModelSpec spec) throws IOException {
    LanguageModelFile file = file(spec, true);
    Generator.Overflow slide = Generator.Overflow.SLIDE;
    try (Decoder alone = LoopDecoder.open(file, loop(4, false, -1), CPU, 1);
        Decoder together = LoopDecoder.open(file, loop(4, true, -1), CPU, 1)) {
      Generator.Pace whole = Generator.Pace.WHOLE;
      assertEquals(
          make(alone, slide, whole, 4, PROMPTS[0]).getFirst(),
          make(together, slide, whole, 4, PROMPTS[0], PROMPTS[0]).getFirst());
    }
  }

  @Test
  void aModelThatOnlyReadsWholeTextsMakesTheSame() throws IOException {
    ModelSpec spec = models().getFirst();
    DecodingSettings settings = loop(-1, true, -1);
    try (Decoder cached = LoopDecoder.open(file(spec, true), settings, CPU, 1);
        Decoder reading = LoopDecoder.open(file(spec, false), settings, CPU, 1)) {
      Generator.Overflow slide = Generator.Overflow.SLIDE;
      Generator.Pace pace = Generator.Pace.STREAM;
      assertEquals(make(cached, slide, pace, -1, PROMPTS), make(reading, slide, pace, -1, PROMPTS));
    }
  }

  @Test
  void theHostReadsWholeTextsToo() throws IOException {
    LanguageModelFile file = file(models().getFirst(), false);
    checkLoopAgainstHost(file);
  }

  /// The logits turn with the length of the mask, so a mask of another length is another text.
  @Test
  void anothersMaskIsAsLongAsTheText() throws IOException {
    GraphBuilder graph = new GraphBuilder("another");
    Dim batch = Dim.named("batch");
    Shape tokens = Shape.of(batch, Dim.named("time"));
    Wire ids = graph.input("input_ids", Element.INT64, tokens);
    Wire mask = graph.input("attention_mask", Element.INT64, Shape.of(batch, Dim.named("total")));
    Tensor table = Tensor.zeros(Type.FLOAT32, Shape.of(VOCABULARY, VOCABULARY));
    new Init.Normal(1).fill(table, new Rng(9));
    Wire rows = graph.add("Gather", graph.initializer("table", table), ids);
    Wire length = graph.cast(graph.add("ReduceSum", mask, graph.integers(1)), Element.FLOAT);
    Wire turned = graph.add("Sin", graph.add("Mul", rows, graph.unsqueezed(length, 2)));
    graph.output("logits", turned, Element.FLOAT, tokens.then(Shape.of(VOCABULARY)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxWriter.write(
        new OnnxModel(graph.build(), OnnxModel.OPSET, Map.of()), Weights.NONE, "0", out);
    checkLoopAgainstHost(LanguageModelFile.of("another", ByteBuffer.wrap(out.toByteArray())));
  }

  private static void checkLoopAgainstHost(LanguageModelFile file) throws IOException {
    DecodingSettings settings = loop(-1, true, -1);
    try (Decoder loop = LoopDecoder.open(file, settings, CPU, 1);
        Decoder host = HostDecoder.open(file, settings, 1)) {
      Generator.Overflow slide = Generator.Overflow.SLIDE;
      Generator.Pace pace = Generator.Pace.STREAM;
      assertEquals(make(host, slide, pace, -1, PROMPTS), make(loop, slide, pace, -1, PROMPTS));
    }
  }

  @Test
  void sequencesEndForTheirOwnReasons() throws IOException {
    LanguageModelFile file = file(models().getFirst(), true);
    try (Decoder loop = LoopDecoder.open(file, loop(-1, true, -1), CPU, 1)) {
      List<Made> slid = make(loop, Generator.Overflow.SLIDE, Generator.Pace.STREAM, -1, PROMPTS);
      assertEquals(
          List.of(Sequence.End.LENGTH, Sequence.End.LISTENER, Sequence.End.LENGTH),
          slid.stream().map(Made::why).toList());
      assertEquals(List.of(30, 25, 32), slid.stream().map(made -> made.tokens().size()).toList());
      List<Made> stopped = make(loop, Generator.Overflow.STOP, Generator.Pace.WHOLE, -1, PROMPTS);
      assertEquals(
          List.of(11, 16, 14), // one more than there is room for: the last is drawn, not read
          stopped.stream().map(made -> made.tokens().size()).toList());
      assertEquals(Sequence.End.CONTEXT, stopped.getFirst().why());
    }
  }

  private static void assertAlike(List<Made> expected, List<Made> made) {
    for (int i = 0; i < made.size(); i++) {
      assertEquals(expected.get(i).tokens(), made.get(i).tokens());
      assertEquals(expected.get(i).why(), made.get(i).why());
      for (int j = 0; j < made.get(i).logprobs().size(); j++) {
        assertEquals(expected.get(i).logprobs().get(j), made.get(i).logprobs().get(j), 1e-5f);
      }
    }
  }

  @Test
  void logprobsAreThoseOfTheModel() throws IOException {
    LanguageModelFile file = file(models().getFirst(), true);
    DecodingSettings settings = loop(-1, true, 3);
    try (Decoder loop = LoopDecoder.open(file, settings, CPU, 1);
        Decoder host = HostDecoder.open(file, settings, 1)) {
      Generator.Pace pace = Generator.Pace.STRETCHES;
      List<Made> expected = make(host, Generator.Overflow.STOP, pace, -1, PROMPTS);
      List<Made> made = make(loop, Generator.Overflow.STOP, pace, -1, PROMPTS);
      assertAlike(expected, made);
      Decoder.Turns one =
          new Decoder.Turns(new double[][] {{0.5}}, new int[][] {{-1}}, new boolean[1]);
      int[][] text = {{1, 2, 3}};
      loop.begin(text, 3);
      host.begin(text, 3);
      Decoder.Stretch ours = loop.next(one);
      Decoder.Stretch theirs = host.next(one);
      assertEquals(Arrays.toString(theirs.likely()[0][0]), Arrays.toString(ours.likely()[0][0]));
      assertEquals(3, ours.likelyLogprobs()[0][0].length);
    }
  }
}
