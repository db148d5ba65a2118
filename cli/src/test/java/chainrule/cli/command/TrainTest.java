package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import chainrule.tokenize.io.Input;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.checkpoint.SafetensorsReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TrainTest extends TinyTraining {
  @Test
  void runIsBegunOnceAndAFinishedOneHasNothingToDo() {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 4, "--resume"));
    Shell.Result again = train(run, "--steps", 4);
    assertEquals(2, again.code().number());
    assertTrue(again.errors().contains("a run is there already"), again.errors());
    Shell.Result finished = train(run, "--steps", 4, "--resume");
    assertDone(finished);
    assertTrue(finished.errors().contains("nothing to do"), finished.errors());
  }

  @Test
  void aRunThatIsRefusedLeavesNoFolder() throws IOException {
    Path run = folder.resolve("run");
    assertEquals(2, train(run, "--layers", 0).code().number());
    assertFalse(Files.exists(run));
    assertEquals(2, train(run.resolve("of").resolve("today"), "--layers", 0).code().number());
    assertFalse(Files.exists(run));
    Files.createDirectory(run);
    assertEquals(2, train(run.resolve("of").resolve("today"), "--layers", 0).code().number());
    assertFalse(Files.exists(run.resolve("of")));
    assertTrue(Files.exists(run));
  }

  @Test
  void idsThatTheTokenizerDoesNotKnowAreRefused() {
    Path run = folder.resolve("run");
    Shell.Result result =
        Shell.PLAIN
            .withInput("0 1 256\n")
            .run("train", "-t", "byte", "--input", "ids", "-o", run, "-");
    assertEquals(65, result.code().number(), result.errors());
    assertTrue(
        result.errors().contains("token 3: id 256 is out of range: the tokenizer has 256"),
        result.errors());
  }

  @Test
  void folderHasWhatOtherCommandsNeed() throws IOException {
    Path run = folder.resolve("run");
    Shell.Result result =
        train(run, "--steps", 6, "--eval-every", 3, "--sample-every", 3, "--sample-prompt", "Row");
    assertDone(result);
    assertTrue(result.errors().contains("--- sample of step 3\nRow"), result.errors());
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      assertTrue(Files.isRegularFile(run.resolve(name)), name);
    }
    assertEquals(3, Files.readAllLines(run.resolve("metrics.csv")).size());
    Input windows = Input.file(new RunFolder(run).validation());
    int[] sizes = {4, 17}; // 75 tokens to validate on
    assertArrayEquals(
        sizes,
        SafetensorsReader.read(windows).tensors().get("ids").shape().dims().stream()
            .mapToInt(dim -> Integer.parseInt(dim.toString()))
            .toArray());
  }

  @Test
  void inspectTellsHowFarAndHowGoodRunsAre() throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    assertDone(train(one, "--steps", 4));
    assertDone(train(other, "--steps", 6));
    String facts = Shell.PLAIN.run("inspect", one, "--json").text();
    assertTrue(facts.startsWith("{\"kind\":\"run\",\"model\":\"gru\",\"parameters\":"), facts);
    assertTrue(facts.contains("\"steps\":4,\"tokens\":256,"), facts);
    assertTrue(facts.contains("\"weights_step\":4,\"states\":[4]"), facts);
    List<String> table = Shell.PLAIN.run("inspect", one, other).text().lines().toList();
    assertEquals(3, table.size(), table.toString());
    assertTrue(table.get(2).matches(".*other +gru +[0-9,]+ +6 .*"), table.get(2));
    Files.delete(one.resolve("model.safetensors"));
    String without = Shell.PLAIN.run("inspect", one, "--json").text();
    assertTrue(without.contains("\"weights_step\":null,\"states\":[4]"), without);
  }

  @Test
  void dryRunLeavesNothingBehind() {
    Path run = folder.resolve("run");
    Shell.Result result = train(run, "--steps", 100, "--dry-run");
    assertDone(result);
    assertTrue(result.text().contains("parameters"), result.text());
    assertFalse(Files.exists(run));
  }

  @Test
  void dryRunOfARunThatIsThereHasItsSettings() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 4));
    byte[] state = Files.readAllBytes(run.resolve("state/step-000000004.safetensors"));
    String parameters = Shell.PLAIN.run("inspect", run, "--json").text();
    parameters = parameters.replaceAll(".*(\"parameters\":[0-9]+).*\n", "$1");
    Shell.Result result =
        Shell.PLAIN.run("train", "--resume", "--dry-run", "--json", "-o", run, text);
    assertDone(result);
    assertTrue(result.text().contains(parameters + ","), result.text() + parameters);
    assertArrayEquals(state, Files.readAllBytes(run.resolve("state/step-000000004.safetensors")));
    assertEquals(65, train(run, "--resume", "--dry-run", "--width", 12).code().number());
  }

  @Test
  void badInputIsRefusedWithBothNumbers() {
    Path run = folder.resolve("run");
    Shell.Result small = train(run, "--steps", 4, "--context", 9999);
    assertEquals(2, small.code().number());
    assertTrue(small.errors().contains("9,999"), small.errors());
    assertDone(train(run, "--steps", 4));
    Shell.Result other = train(run, "--steps", 8, "--resume", "--width", 12);
    assertEquals(65, other.code().number());
    assertTrue(other.errors().contains("its width is 8, not 12"), other.errors());
  }

  @Test
  void anotherSeedIsRefusedAndTheRunKeepsItsOwn() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 4, "--seed", 3));
    String config = Files.readString(run.resolve("config.json"));
    Shell.Result other = train(run, "--steps", 8, "--resume", "--seed", 9);
    assertEquals(65, other.code().number(), other.errors());
    assertTrue(other.errors().contains("its seed is 3, not 9"), other.errors());
    assertEquals(config, Files.readString(run.resolve("config.json")));
    assertDone(train(run, "--steps", 8, "--resume", "--seed", 3));
    assertDone(train(run, "--steps", 9, "--resume"));
  }

  @Test
  void zeroIsASeedLikeAnyOther() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 4, "--seed", 3));
    Shell.Result other =
        Shell.PLAIN.run("train", "--resume", "--steps", 8, "--seed", 0, "-o", run, text);
    assertEquals(65, other.code().number(), other.errors());
    assertTrue(other.errors().contains("its seed is 3, not 0"), other.errors());
    Path config = run.resolve("config.json");
    Path again = folder.resolve("again");
    assertDone(train(again, "--config", config, "--seed", 0));
    assertTrue(Files.readString(again.resolve("config.json")).contains("\"seed\": 0"));
  }

  @Test
  void fewerStepsThanWereMadeLeaveTheSettingsAlone() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 6));
    String config = Files.readString(run.resolve("config.json"));
    Shell.Result finished = train(run, "--steps", 4, "--resume");
    assertDone(finished);
    assertTrue(finished.errors().contains("after 6 steps; nothing to do"), finished.errors());
    assertEquals(config, Files.readString(run.resolve("config.json")));
  }

  @Test
  void aStateWithADamagedHeaderIsPassedOver() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 4));
    assertDone(train(run, "--steps", 6, "--resume"));
    Path newest = run.resolve("state").resolve("step-000000006.safetensors");
    byte[] whole = Files.readAllBytes(newest);
    for (String damage : List.of("\"step\":\"", "\"best_ste", "\"crc32", "\"mode")) {
      byte[] flipped = whole.clone();
      int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf(damage);
      flipped[at + damage.length()] ^= 1;
      Files.write(newest, flipped);
      Shell.Result resumed = train(run, "--steps", 6, "--resume");
      assertDone(resumed);
      assertTrue(resumed.errors().contains("passed over"), damage + ": " + resumed.errors());
      assertArrayEquals(numbers(whole), numbers(Files.readAllBytes(newest)), damage);
    }
  }

  private static byte[] numbers(byte[] state) {
    long header = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(state, 8 + (int) header, state.length);
  }

  @Test
  void textAloneIsTrainedOnAsBytesWhateverItsLength() throws IOException {
    // longer than the pieces in which text is tokenized: all of their bytes count
    Path large = Files.writeString(folder.resolve("large"), "Row, row your boat.\n".repeat(20_000));
    Path run = folder.resolve("run");
    Shell.Result result =
        Shell.PLAIN.run(
            "train",
            "--model",
            "rnn",
            "--width",
            4,
            "--context",
            16,
            "--steps",
            1,
            "-o",
            run,
            large);
    assertDone(result);
    assertTrue(result.errors().contains("its bytes are the tokens"), result.errors());
    String[] row = Files.readAllLines(run.resolve("metrics.csv")).getLast().split(",");
    double nats = Double.parseDouble(row[4]);
    assertEquals(nats / Math.log(2), Double.parseDouble(row[6]), 1e-5);
  }

  @Test
  void aRunThatHasNoModelYetIsNamed() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 1));
    Files.delete(run.resolve("model.safetensors"));
    String why = ": has no model yet; chainrule train --resume goes on with the run";
    for (List<Object> line :
        List.of(
            List.<Object>of("eval", run, text),
            List.<Object>of("sample", run, "-n", 1),
            List.<Object>of("export", run, "-o", folder.resolve("x.onnx")))) {
      assertEquals(
          "66 chainrule " + line.getFirst() + ": " + run + why,
          Shell.PLAIN.run(line.toArray()).failure());
    }
  }

  @Test
  void presetsAreListedWithoutAFolder() {
    assertTrue(Shell.PLAIN.run("train", "--preset", "help").text().contains("gpt2"));
    Shell.Result nowhere = Shell.PLAIN.run("train", text);
    assertEquals(2, nowhere.code().number());
    assertTrue(nowhere.errors().contains("-o RUN"), nowhere.errors());
  }

  @Test
  void aRunThatCouldNotBeginDoesNotStandInTheWay() {
    Path run = folder.resolve("run");
    Shell.Result wild = train(run, "--steps", 9, "--learning-rate", 1e30);
    assertEquals(1, wild.code().number());
    assertTrue(wild.errors().contains("no state was saved yet"), wild.errors());
    assertFalse(wild.errors().contains("the loss is not a finite number"), wild.errors());
    assertDone(train(run, "--steps", 4));
  }

  @Test
  void weightsThatAreNoNumbersAreNotSaved() {
    Path run = folder.resolve("run");
    List<Object> wild = new ArrayList<>(List.of("--optimizer", "sgd", "--clip", 0));
    wild.addAll(List.of("--learning-rate", 1.7e308, "--steps", 1, "--validation-fraction", 0));
    Shell.Result result = train(run, wild.toArray());
    assertEquals(1, result.code().number());
    assertTrue(result.errors().contains("step 1: tokens.weight is not finite"), result.errors());
    assertFalse(Files.exists(run.resolve("model.safetensors")));
    assertFalse(Files.exists(run.resolve("state")));
  }

  @Test
  void textThatIsNotUtf8IsRefusedOrTakenAsAsked() throws IOException {
    Files.write(text, new byte[] {'a', (byte) 0xff, 'b'}, StandardOpenOption.APPEND);
    Shell.Result refused = train(folder.resolve("a"), "--steps", 1);
    assertEquals(65, refused.code().number());
    assertTrue(refused.errors().contains("text: byte 751"), refused.errors());
    assertTrue(refused.errors().contains("--invalid replace"), refused.errors());
    assertDone(train(folder.resolve("b"), "--steps", 1, "--invalid", "replace"));
    assertDone(train(folder.resolve("c"), "--steps", 1, "--invalid", "keep"));
  }

  @Test
  void aRunDoesNotGoToStandardOutput() {
    Shell.Result refused = train(Path.of("-"), "--steps", 1);
    assertEquals(2, refused.code().number(), refused.errors());
    assertTrue(refused.errors().contains("./- for a folder of this name"), refused.errors());
    assertFalse(Files.exists(Path.of("-")));
  }

  @Test
  void aFileIsNoFolderForARun() {
    String failure = train(text, "--steps", 1).failure();
    assertTrue(failure.startsWith("73 "), failure);
    assertTrue(failure.contains("text: is a file where the run's folder should be"), failure);
  }

  @Test
  void aTextWithoutTokensIsNamed() throws IOException {
    Path run = folder.resolve("run");
    Path empty = Files.writeString(folder.resolve("none.txt"), "");
    assertEquals(
        "65 chainrule train: %s: has no tokens; name a text that is not empty".formatted(empty),
        train(run, "--steps", 1, "--validation", empty).failure());
    Files.writeString(text, "");
    assertTrue(train(run, "--steps", 1).failure().contains("text: has no tokens"));
  }

  @Test
  void whatIsNoTextIsNotReadAsOne() throws IOException {
    Path run = folder.resolve("run");
    Path model = folder.resolve("lm.arpa");
    Files.writeString(text, "a b c d e\nb c\n");
    Shell.PLAIN.run("count", "-n", 2, "--discount-fallback", "-o", model, text);
    Path binary = folder.resolve("lm.bin");
    Shell.PLAIN.run("convert", model, "-o", binary);
    text = binary;
    assertTrue(train(run, "--steps", 1).failure().contains("lm.bin: is an n-gram model, not text"));
    text = model;
    Shell.Result warned = train(run, "--steps", 1);
    assertDone(warned);
    assertTrue(warned.errors().contains("lm.arpa is an n-gram model, and is read as text"));
    Shell.Result meant = train(folder.resolve("b"), "--steps", 1, "--input", "text");
    assertDone(meant);
    assertFalse(meant.errors().contains("lm.arpa"), meant.errors());
  }

  @Test
  void aRunWithoutAWholeStateKeepsItsModel() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 2));
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
    try (Stream<Path> states = Files.list(run.resolve("state"))) {
      for (Path state : states.toList()) {
        Files.writeString(state, "damaged");
      }
    }
    Shell.Result damaged = train(run, "--resume", "--steps", 4);
    assertEquals(65, damaged.code().number(), damaged.errors());
    assertTrue(damaged.errors().contains("none of its states is whole"), damaged.errors());
    assertArrayEquals(model, Files.readAllBytes(run.resolve("model.safetensors")));
  }
}
