package chainrule.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import chainrule.export.onnx.OnnxModel;
import chainrule.export.onnx.OnnxWriter;
import chainrule.export.onnx.Weights;
import chainrule.train.graph.Graph;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs a graph in ONNX Runtime, our tensors in and out: for the tests of this module.
public final class OnnxNumbers {
  private OnnxNumbers() {}

  public static Map<String, Tensor> run(Graph graph, Map<String, Tensor> in)
      throws IOException, OrtException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OnnxWriter.write(new OnnxModel(graph, OnnxModel.OPSET, Map.of()), Weights.NONE, "test", file);
    OrtEnvironment environment = OnnxRuntime.environment();
    Map<String, OnnxTensorLike> inputs = new HashMap<>();
    for (Map.Entry<String, Tensor> entry : in.entrySet()) {
      inputs.put(entry.getKey(), tensor(environment, entry.getValue()));
    }
    Map<String, Tensor> out = new LinkedHashMap<>();
    try (OrtSession session = environment.createSession(file.toByteArray());
        OrtSession.Result result = session.run(inputs)) {
      result.forEach(entry -> out.put(entry.getKey(), tensor((OnnxTensor) entry.getValue())));
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
    return out;
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor) throws OrtException {
    long[] shape = tensor.shape().dims().stream().mapToLong(dim -> size(dim.toString())).toArray();
    if (tensor.type().isReal()) {
      float[] numbers = tensor.as(Type.FLOAT32).floats();
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape);
    }
    long[] numbers = Arrays.stream(tensor.copy().ints()).asLongStream().toArray();
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape);
  }

  private static long size(String dim) {
    return Long.parseLong(dim);
  }

  private static Tensor tensor(OnnxTensor value) {
    TensorInfo info = value.getInfo();
    Shape shape = Shape.of(Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray());
    return switch (info.type) {
      case FLOAT -> {
        float[] numbers = new float[shape.elements()];
        value.getFloatBuffer().get(numbers);
        yield Tensor.of(shape, numbers);
      }
      case INT64 -> {
        long[] numbers = new long[shape.elements()];
        value.getLongBuffer().get(numbers);
        yield Tensor.of(shape, Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray());
      }
      default -> throw new IllegalStateException(info.toString());
    };
  }
}
