package chainrule.export.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.StateSlot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/// What a model remembers before it has read anything.
final class Beginning {
  private Beginning() {}

  /// Nothing, or zeros.
  static OnnxTensor state(OrtEnvironment environment, StateSlot slot, int texts)
      throws OrtException {
    long[] shape = slot.beginning(texts);
    OnnxJavaType type =
        slot.element() == StateSlot.FLOAT16 ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT;
    long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer zeros =
        ByteBuffer.allocateDirect(Math.toIntExact(elements * type.size))
            .order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(environment, zeros, shape, type);
  }

  /// The sign that there is no token yet, in all places that the model looks back at.
  static OnnxTensor noIds(OrtEnvironment environment, LanguageModelFile file, int texts)
      throws OrtException {
    long[] none = new long[texts * file.reach()];
    Arrays.fill(none, file.vocabulary());
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(none), new long[] {texts, file.reach()});
  }
}
