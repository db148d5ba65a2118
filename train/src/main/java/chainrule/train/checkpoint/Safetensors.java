package chainrule.train.checkpoint;

import chainrule.train.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Named tensors with notes about them: the content of a file in Hugging Face's safetensors format.
/// [SafetensorsWriter] and [SafetensorsReader] know the bytes. Both maps keep their order.
///
/// @param notes what the format calls metadata
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> notes) {
  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }

  /// The note under which the writer keeps the CRC-32C of all numbers. Files of others have none.
  static final String CHECKSUM = "crc32c";
}
