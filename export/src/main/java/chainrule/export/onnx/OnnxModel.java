package chainrule.export.onnx;

import chainrule.train.graph.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an ONNX file holds: a graph, the version of the operators that it speaks, and notes.
///
/// @param opset version of ONNX's own operators
/// @param metadata notes by name, in their order
public record OnnxModel(Graph graph, int opset, Map<String, String> metadata) {
  /// The version that we write: the first with attention over past keys and values in one operator
  /// that the runtime's CPU and CUDA providers both know.
  public static final int OPSET = 23;

  public OnnxModel {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
