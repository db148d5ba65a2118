package chainrule.export.onnx;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// An ONNX file as it lies there, ours or another's: what it says of itself, and its nodes and
/// weights as views of their bytes, so that a graph can be put into another without being
/// understood.
///
/// @param opsets version of each domain of operators
/// @param metadata notes by name
/// @param nodes as bytes of a node message
public record OnnxFile(
    String producer,
    Map<String, Long> opsets,
    Map<String, String> metadata,
    List<OnnxPort> inputs,
    List<OnnxPort> outputs,
    List<OnnxNode> nodes,
    List<OnnxWeight> weights) {

  /// An input or output.
  ///
  /// @param element ONNX's number for its type; 1 is float, 7 is int64
  /// @param dimensions sizes, or names where they differ from run to run
  public record OnnxPort(String name, int element, List<String> dimensions) {
    /// The name of its type.
    public String type() {
      return switch (element) {
        case 1 -> "float";
        case 6 -> "int32";
        case 7 -> "int64";
        case 9 -> "bool";
        case 10 -> "float16";
        case 11 -> "double";
        case 16 -> "bfloat16";
        default -> "type " + element;
      };
    }
  }

  /// A node.
  ///
  /// @param inputs by name, empty where an optional one is left out
  /// @param bytes of its message
  public record OnnxNode(
      String operator, List<String> inputs, List<String> outputs, ByteBuffer bytes) {}

  /// A weight.
  ///
  /// @param bytes of its message
  /// @param location file that holds the numbers, or empty where the message does
  public record OnnxWeight(
      String name, int element, List<Long> dimensions, ByteBuffer bytes, String location) {
    public long elements() {
      return dimensions.stream().reduce(1L, (a, b) -> a * b);
    }

    /// What its numbers take.
    public long bytesOfNumbers() {
      int each =
          switch (element) {
            case 1, 6, 12 -> 4;
            case 7, 11, 13 -> 8;
            case 4, 5, 10, 16 -> 2;
            default -> 1;
          };
      return each * elements();
    }
  }

  /// Whether weights lie in files beside this one.
  public boolean hasExternalData() {
    return weights.stream().anyMatch(weight -> !weight.location().isEmpty());
  }
}
