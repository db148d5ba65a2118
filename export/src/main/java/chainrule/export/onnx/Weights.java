package chainrule.export.onnx;

import java.io.IOException;
import java.io.OutputStream;

/// The numbers of parameters that are not in memory while a graph is written.
@FunctionalInterface
public interface Weights {
  /// For graphs whose numbers are all in memory.
  Weights NONE =
      (parameter, _) -> {
        throw new IllegalStateException("nobody knows the numbers of " + parameter);
      };

  /// Writes all numbers of a parameter, row by row, 32 bits each, little-endian.
  void write(String parameter, OutputStream out) throws IOException;
}
