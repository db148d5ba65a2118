package chainrule.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.model.TransformerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigTest {
  /// As 0.1.0 wrote it before its settings were put into groups; its bytes are not to be changed.
  private static final String WRITTEN =
      """
      {
        "model": {
          "kind": "transformer",
          "vocabulary": 256,
          "context": 8,
          "layers": 3,
          "heads": 4,
          "key_heads": 2,
          "width": 16,
          "hidden": 64,
          "norm": {
            "kind": "rms",
            "weighted": false,
            "biased": false,
            "epsilon": 1.0E-5
          },
          "norm_first": true,
          "feed_forward": "relu_squared",
          "biased": false,
          "positions": "rotary",
          "rotary_base": 500.0,
          "query_norm": true,
          "embedding_norm": true,
          "tied": false,
          "dropout": 0.2,
          "embedding_dropout": 0.1,
          "previous": 4,
          "hashed": 5,
          "hashed_rows": 16384,
          "start": "zero_outputs"
        },
        "training": {
          "optimizer": {
            "kind": "muon",
            "momentum": 0.9,
            "first_momentum": 0.85,
            "momentum_warmup": 100,
            "nesterov": true,
            "iterations": 3,
            "decay": 0.0,
            "embedding_rate": 1.5,
            "table_rate": 30.0,
            "head_rate": 0.25,
            "rest": {
              "kind": "adam_w",
              "beta1": 0.9,
              "beta2": 0.99,
              "epsilon": 1.0E-8,
              "decay": 0.0
            }
          },
          "schedule": {
            "curve": "linear",
            "warmup": 10,
            "floor": 0.0,
            "decay": 0.0
          },
          "learning_rate": 0.02,
          "steps": 2,
          "epochs": 0.0,
          "seconds": 60.0,
          "batch": 2,
          "accumulate": 1,
          "clip": 0.5,
          "smoothing": 0.0,
          "order": "shuffled",
          "carry": false,
          "evaluate_every": 20,
          "patience": 3,
          "checkpoint_every": 500,
          "keep": 2,
          "seed": 7
        },
        "tokenizer": "4a3cbc0536c8cd34f62dd3f6d4f79459adb2efc64f5ab030abedd436882794d8",
        "origin": {
          "command": "chainrule train",
          "version": "0.1.0",
          "data": "8df23db327a36467",
          "train_tokens": 2403,
          "validation_tokens": 268,
          "validation_bytes": 268
        }
      }
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("config.json"), text);
  }

  @Test
  void whatAnOldRunHasIsRead() throws IOException {
    RunConfig config = RunConfig.read(file(WRITTEN));
    TransformerSpec model = (TransformerSpec) config.model();
    assertEquals(3, model.layers());
    assertEquals(2, model.attention().keyHeads());
    assertEquals(500, model.attention().rotaryBase());
    assertEquals(64, model.hidden().hidden());
    assertEquals(0.2, model.dropout());
    assertEquals(0.1, model.embeddings().embeddingDropout());
    assertEquals(new TransformerSpec.Tables(4, 5, 16_384), model.tables());
  }

  @Test
  void aRunIsWrittenWithTheSameSettings() throws IOException {
    RunConfig config = RunConfig.read(file(WRITTEN));
    Path again = folder.resolve("again.json");
    config.write(again);
    assertEquals(flat(file(WRITTEN)), flat(again));
    assertEquals(config, RunConfig.read(again));
  }

  /// The members of the model and of its training; their order does not matter.
  private static Map<String, Json> flat(Path file) throws IOException {
    Map<String, Json> all = new LinkedHashMap<>();
    Json.Members config = (Json.Members) JsonReader.read(Input.file(file));
    config
        .members()
        .forEach(
            (name, part) -> {
              if (part instanceof Json.Members(Map<String, Json> members)) {
                members.forEach((inner, value) -> all.put(name + "." + inner, value));
              } else {
                all.put(name, part);
              }
            });
    return all;
  }

  @Test
  void aSettingThatIsMissingOrCannotBeIsNamed() throws IOException {
    assertEquals("config.json: model: the setting heads is missing", refusal("\"heads\": 4,", ""));
    assertEquals(
        "config.json: model.heads: is a string where a whole number of at most 32 bits is expected",
        refusal("\"heads\": 4", "\"heads\": \"four\""));
    assertEquals(
        "config.json: training.optimizer: 'mouse' is no kind that is known",
        refusal("\"muon\"", "\"mouse\""));
    assertEquals(
        "config.json: 3 heads do not divide the width of 16",
        refusal("\"heads\": 4,\n    \"key_heads\": 2", "\"heads\": 3,\n    \"key_heads\": 3"));
    assertEquals("config.json: --clip cannot be -1.0", refusal("\"clip\": 0.5", "\"clip\": -1"));
  }

  private String refusal(String part, String other) throws IOException {
    Path file = file(WRITTEN.replace(part, other));
    String message = assertThrows(MalformedInput.class, () -> RunConfig.read(file)).getMessage();
    return message.replace(file.toString(), "config.json");
  }
}
