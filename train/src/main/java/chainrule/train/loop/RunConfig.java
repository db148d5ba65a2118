package chainrule.train.loop;

import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.JsonWriter;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelSpec;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.nio.file.Path;

/// What `config.json` of a run holds: the model, how it is trained, and what it was made from.
///
/// @param tokenizer fingerprint, empty where the tokens came without one
/// @param origin of the data and the program
public record RunConfig(ModelSpec model, TrainingSpec training, String tokenizer, Origin origin) {
  /// How a run was made.
  ///
  /// @param command line, for people
  /// @param version of the program
  /// @param data fingerprint of the tokens that train
  /// @param trainTokens how many they are
  /// @param validationTokens how many there are to validate, 0 for none
  /// @param validationBytes of text that these stand for, 0 where unknown
  public record Origin(
      String command,
      String version,
      String data,
      long trainTokens,
      long validationTokens,
      long validationBytes) {}

  /// Nobody chose what stands in a run's file: settings that cannot be are a fault of the file.
  public static RunConfig read(Path file) throws IOException {
    Json json = JsonReader.read(Input.file(file));
    try {
      RunConfig config = RecordJson.read(file.toString(), json, RunConfig.class);
      LanguageModel.of(config.model, Type.FLOAT32); // sees whether its parts fit
      return config;
    } catch (BadSetting e) {
      throw new MalformedInput(file.toString(), "", e.getMessage(), e.hint());
    }
  }

  public void write(Path file) throws IOException {
    try (AtomicFile whole = AtomicFile.create(file)) {
      JsonWriter.writeIndented(RecordJson.write(this), whole.stream());
      whole.commit();
    }
  }

  public Json.Members json() {
    return RecordJson.write(this);
  }
}
