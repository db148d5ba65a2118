package chainrule.export.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/// What computes.
public sealed interface Device {
  /// The processor.
  record Cpu() implements Device {}

  /// A GPU of NVIDIA's, by its number.
  record Cuda(int number) implements Device {}

  /// Lets a session compute there; what the device cannot do stays with the processor.
  default void addTo(SessionOptions options) throws OrtException {
    if (this instanceof Cuda(int number)) {
      options.addCUDA(number);
    }
  }
}
