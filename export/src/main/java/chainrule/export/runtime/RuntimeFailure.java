package chainrule.export.runtime;

import ai.onnxruntime.OrtException;

/// ONNX Runtime gave up.
public final class RuntimeFailure extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private RuntimeFailure(String message, OrtException cause) {
    super(message, cause);
  }

  static RuntimeFailure of(OrtException e) {
    return new RuntimeFailure(String.valueOf(e.getMessage()), e);
  }
}
