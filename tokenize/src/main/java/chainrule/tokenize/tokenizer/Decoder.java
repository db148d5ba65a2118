package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.Json;
import java.util.List;

/// Turns tokens back into text: a step that Hugging Face calls a decoder. Immutable; shared by
/// threads.
public interface Decoder {
  /// The tokens' bytes, each as this step leaves it; joined they are the text.
  List<byte[]> decode(List<byte[]> tokens);

  /// As `tokenizer.json` has it.
  Json.Members json();
}
