package chainrule.export.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import chainrule.export.onnx.OnnxModel;
import chainrule.export.onnx.OnnxWriter;
import chainrule.export.onnx.Weights;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.SamplingRule;
import chainrule.train.sampling.SamplingSettings;
import chainrule.train.sampling.TokenHistory;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The lowered rules in ONNX Runtime against their host forms, draw by draw.
class SamplerLoweringTest {
  private static final int BATCH = 5;
  private static final long SEED = 11;

  private static SamplingSettings settings(
      float temperature, int topK, float topP, float minP, float repetition, float presence) {
    return new SamplingSettings(
        temperature, topK, topP, minP, repetition, presence, 0.25f, Map.of(), Set.of());
  }

  private static SamplingSettings plain(float temperature, int topK, float topP, float minP) {
    return new SamplingSettings(temperature, topK, topP, minP, 1, 0, 0, Map.of(), Set.of());
  }

  @Test
  void temperature() throws Exception {
    check(plain(1, 0, 1, 0));
    check(plain(0.6f, 0, 1, 0));
    check(plain(1.7f, 0, 1, 0));
  }

  @Test
  void greedyTakesTheFirstOfTheBest() throws Exception {
    check(plain(0, 0, 1, 0));
  }

  @Test
  void topK() throws Exception {
    check(plain(1, 1, 1, 0));
    check(plain(1, 7, 1, 0));
    check(plain(1, 5000, 1, 0));
  }

  @Test
  void topP() throws Exception {
    check(plain(1, 0, 0.9f, 0));
    check(plain(1, 0, 0.1f, 0));
    check(plain(1, 0, 1e-6f, 0));
    check(plain(1, 0, 0.9999f, 0));
    check(plain(0.2f, 0, 0.95f, 0));
    check(plain(1.5f, 12, 0.7f, 0));
  }

  @Test
  void minP() throws Exception {
    check(plain(1, 0, 1, 0.05f));
    check(plain(1, 20, 1, 0.5f));
  }

  @Test
  void penalties() throws Exception {
    check(settings(1, 0, 1, 0, 1.3f, 0));
    check(settings(0.8f, 10, 0.95f, 0.01f, 1.2f, 0.5f));
  }

  @Test
  void biasesAndBans() throws Exception {
    SamplingSettings settings =
        new SamplingSettings(1, 0, 1, 0, 1, 0, 0, Map.of(3, 2.5f, 4, -1f), Set.of(0, 5, 6));
    check(settings);
  }

  private static void check(SamplingSettings settings) throws OrtException, IOException {
    for (int vocabulary : new int[] {7, 65, 1003, 5003}) {
      List<SamplingRule> rules = settings.rules();
      try (OrtSession session = session(rules, vocabulary)) {
        check(session, rules, vocabulary);
      }
    }
  }

  private static OrtSession session(List<SamplingRule> rules, int vocabulary)
      throws OrtException, IOException {
    GraphBuilder builder = new GraphBuilder("sampler", "sampler.");
    Dim batch = Dim.named("batch");
    Shape rows = Shape.of(batch, Dim.of(vocabulary));
    Shape column = Shape.of(batch, Dim.of(1));
    Wire logits = builder.input("logits", Element.FLOAT, rows);
    Wire counts = builder.input("counts", Element.FLOAT, rows);
    Wire noise = builder.input("noise", Element.DOUBLE, column);
    Wire token = Sampler.lower(builder, rules, logits, vocabulary, counts, noise);
    builder.output("token", token, Element.INT64, column);
    builder.output("counted", TokenHistory.lower(builder, counts, token), Element.FLOAT, rows);
    Graph graph = builder.build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxWriter.write(new OnnxModel(graph, OnnxModel.OPSET, Map.of()), Weights.NONE, "0", out);
    return OnnxRuntime.environment().createSession(out.toByteArray());
  }

  private static void check(OrtSession session, List<SamplingRule> rules, int vocabulary)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    Rng random = new Rng(5);
    List<Sampler> host = new ArrayList<>();
    List<Sampler> noises = new ArrayList<>(); // draw the same numbers for the graph
    List<TokenHistory> histories = new ArrayList<>();
    for (int row = 0; row < BATCH; row++) {
      host.add(new Sampler(rules, SEED, row));
      noises.add(new Sampler(rules, SEED, row));
      histories.add(new TokenHistory(vocabulary));
    }
    float[][] counts = new float[BATCH][vocabulary];
    for (int step = 0; step < 60; step++) {
      float[][] logits = new float[BATCH][vocabulary];
      double[][] noise = new double[BATCH][1];
      for (int row = 0; row < BATCH; row++) {
        noise[row][0] = noises.get(row).noise();
        for (int token = 0; token < vocabulary; token++) {
          logits[row][token] = // with ties
              step % 2 == 0 ? random.nextInt(9) : (float) (3 * random.nextGaussian());
        }
      }
      try (OnnxTensor logitsIn = OnnxTensor.createTensor(environment, logits);
          OnnxTensor countsIn = OnnxTensor.createTensor(environment, counts);
          OnnxTensor noiseIn = OnnxTensor.createTensor(environment, noise);
          OrtSession.Result result = session.run(inputs(session, logitsIn, countsIn, noiseIn))) {
        long[][] drawn = (long[][]) result.get("token").orElseThrow().getValue();
        for (int row = 0; row < BATCH; row++) {
          int expected = host.get(row).draw(logits[row], histories.get(row));
          assertEquals(
              expected, drawn[row][0], rules + ", " + vocabulary + " tokens, step " + step);
          histories.get(row).add(expected);
        }
        counts = (float[][]) result.get("counted").orElseThrow().getValue();
      }
    }
    for (int row = 0; row < BATCH; row++) {
      float[] counted = new float[vocabulary];
      for (int token = 0; token < vocabulary; token++) {
        counted[token] = histories.get(row).count(token);
      }
      assertArrayEquals(counted, counts[row], "the history is the same");
    }
  }

  /// ONNX Runtime keeps inputs that nothing reads.
  private static Map<String, OnnxTensor> inputs(
      OrtSession session, OnnxTensor logits, OnnxTensor counts, OnnxTensor noise) {
    assertEquals(3, session.getInputNames().size());
    return Map.of("logits", logits, "counts", counts, "noise", noise);
  }
}
