package chainrule.train.checkpoint;

import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.data.TokenRange;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/// Some windows of the text that a run is validated on, kept in its folder, so that whoever brings
/// the model into another form can compare the two on real tokens.
///
/// @param ids `[windows, context + 1]`
public record ValidationWindows(Tensor ids) {
  private static final String NAME = "ids";
  private static final int MOST = 16;

  /// Windows from all over a text; shorter ones where the text is shorter than one.
  public static ValidationWindows of(TokenRange text, int context) {
    int length = (int) Math.min(text.size(), context + 1L);
    int windows = Math.clamp(text.size() / Math.max(1, length), 1, MOST);
    Tensor ids = Tensor.zeros(Type.INT32, Shape.of(windows, length));
    for (int window = 0; window < windows; window++) {
      long start = windows == 1 ? 0 : (text.size() - length) * window / (windows - 1);
      text.copy(start, length, ids.ints(), window * length);
    }
    return new ValidationWindows(ids);
  }

  public void save(RunFolder run) throws IOException {
    try (AtomicFile file = AtomicFile.create(run.validation())) {
      new SafetensorsWriter().write(new Safetensors(Map.of(NAME, ids), Map.of()), file.sink());
      file.commit();
    }
  }

  /// Those of a run; runs that other programs made may have none.
  public static Optional<ValidationWindows> read(RunFolder run) throws IOException {
    if (!Files.exists(run.validation())) {
      return Optional.empty();
    }
    Input file = Input.file(run.validation());
    Tensor ids = SafetensorsReader.read(file).tensors().get(NAME);
    if (ids == null || ids.shape().rank() != 2 || ids.type() != Type.INT32) {
      throw new MalformedInput(
          file.name(), "", "has no windows of ids", "delete it, or train the run again");
    }
    return Optional.of(new ValidationWindows(ids));
  }
}
