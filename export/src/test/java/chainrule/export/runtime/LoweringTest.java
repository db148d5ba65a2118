package chainrule.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Trace;
import chainrule.train.autograd.Value;
import chainrule.train.graph.Element;
import chainrule.train.kernel.Kernels;
import chainrule.train.op.Dropout;
import chainrule.train.op.OpSamples;
import chainrule.train.op.OpSamples.Sample;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every op must hold to, seen from here: ONNX Runtime computes what forward computes.
final class LoweringTest {
  static List<Sample> samples() {
    return OpSamples.all().stream().filter(LoweringTest::isForEvaluation).toList();
  }

  /// A graph drops nothing.
  private static boolean isForEvaluation(Sample sample) {
    return switch (sample.op()) {
      case Dropout dropout -> dropout.rate() == 0;
      case chainrule.train.op.Attention attention -> attention.dropout() == 0;
      default -> true;
    };
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theRuntimeComputesWhatForwardComputes(Sample sample) throws IOException, OrtException {
    Eager eager = new Eager(Kernels.plain(Type.FLOAT64));
    Trace trace = new Trace("sample");
    Value[] given = new Value[sample.in().size()];
    Value[] open = new Value[given.length];
    Map<String, Tensor> in = new LinkedHashMap<>();
    for (int i = 0; i < given.length; i++) {
      Tensor tensor = sample.in().get(i);
      String name = "input_" + i;
      boolean isReal = tensor.type().isReal();
      Tensor rounded = isReal ? tensor.as(Type.FLOAT32) : tensor;
      given[i] = Leaf.given(name, isReal ? rounded.as(Type.FLOAT64) : rounded);
      open[i] = trace.input(name, isReal ? Element.FLOAT : Element.INT64, tensor.shape());
      in.put(name, rounded);
    }
    Value[] expected = eager.apply(sample.op(), given);
    Value[] drawn = trace.apply(sample.op(), open);
    for (int i = 0; i < drawn.length; i++) {
      if (trace.isDrawn(drawn[i])) {
        boolean isReal = sample.op().type(i, Type.FLOAT32).isReal();
        trace.output("result_" + i, isReal ? Element.FLOAT : Element.INT64, drawn[i]);
      }
    }
    Map<String, Tensor> actual = OnnxNumbers.run(trace.graph(), in);
    assertTrue(actual.containsKey("result_0"));
    actual.forEach(
        (name, result) ->
            assertClose(eager.tensor(expected[name.charAt(name.length() - 1) - '0']), result));
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertEquals(expected.shape(), actual.shape());
    double largest = 1;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.get(i)));
    }
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 1e-5 * largest, "element " + i);
    }
  }
}
