package chainrule.train.checkpoint;

import chainrule.train.tensor.Type;
import java.util.Optional;

/// The number types of safetensors files that can be read, by the name that the format has for
/// them. Half-precision ones become single precision.
enum ElementType {
  F32(Type.FLOAT32, 4),
  F64(Type.FLOAT64, 8),
  I32(Type.INT32, 4),
  F16(Type.FLOAT32, 2),
  BF16(Type.FLOAT32, 2);

  private final Type type;
  private final int bytes;

  ElementType(Type type, int bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /// What the numbers become in memory.
  Type type() {
    return type;
  }

  /// How many bytes one takes in the file.
  int bytes() {
    return bytes;
  }

  static ElementType of(Type type) {
    return switch (type) {
      case FLOAT32 -> F32;
      case FLOAT64 -> F64;
      case INT32 -> I32;
    };
  }

  static Optional<ElementType> named(String name) {
    for (ElementType candidate : values()) {
      if (candidate.name().equals(name)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
