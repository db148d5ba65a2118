package chainrule.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Busy;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.UnreadableInput;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path folder;

  private static Safetensors state(long step) {
    return new Safetensors(
        Map.of("w", Tensor.of(Shape.of(2), step, -step)), Map.of("step", Long.toString(step)));
  }

  private List<String> files(States states) throws IOException {
    try (Stream<Path> files = Files.list(states.folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void onlyTheNewestStatesAreKept() throws IOException {
    States states = RunFolder.make(folder.resolve("run")).states();
    for (long step : new long[] {5, 10, 15}) {
      states.save(step, state(step), 2);
    }
    assertEquals(
        List.of("step-000000010.safetensors", "step-000000015.safetensors"), files(states));
    assertEquals(15, states.newest(_ -> {}).orElseThrow().step());
  }

  @Test
  void aDamagedStateOfALaterStepTakesNoPlaceOfThoseThatAreKept() throws IOException {
    States states = RunFolder.make(folder.resolve("run")).states();
    states.save(5, state(5), 2);
    states.save(10, state(10), 2);
    Files.writeString(states.folder().resolve("step-000000010.safetensors"), "damaged");
    states.save(7, state(7), 1);
    assertEquals(List.of("step-000000007.safetensors"), files(states));
    assertEquals(7, states.newest(_ -> {}).orElseThrow().step());
  }

  @Test
  void aDamagedStateIsPassedOverAndNamed() throws IOException {
    States states = RunFolder.make(folder.resolve("run")).states();
    states.save(5, state(5), 2);
    states.save(10, state(10), 2);
    Path newest = states.folder().resolve("step-000000010.safetensors");
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 60));
    List<MalformedInput> passedOver = new ArrayList<>();
    States.Found found = states.newest(passedOver::add).orElseThrow();
    assertEquals(5, found.step());
    assertEquals(Map.of("step", "5"), found.content().notes());
    assertEquals(newest.toString(), passedOver.getFirst().source());
  }

  @Test
  void aStateWithAnyBitFlippedIsPassedOver() throws IOException {
    States states = RunFolder.make(folder.resolve("run")).states();
    states.save(5, state(5), 2);
    states.save(10, state(10), 2);
    Path newest = states.folder().resolve("step-000000010.safetensors");
    byte[] whole = Files.readAllBytes(newest);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(newest, flipped);
      assertEquals(5, states.newest(_ -> {}).orElseThrow().step(), "bit " + bit);
    }
    Files.write(newest, whole);
    assertEquals(10, states.newest(_ -> {}).orElseThrow().step());
  }

  @Test
  void aStateWithoutItsChecksumsIsNotWhole() throws IOException {
    States states = RunFolder.make(folder.resolve("run")).states();
    states.save(5, state(5), 2);
    Path file = states.folder().resolve("step-000000005.safetensors");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      new SafetensorsWriter().write(state(5), channel);
    }
    assertEquals(Map.of("step", "5"), SafetensorsReader.read(Input.file(file)).notes());
    assertTrue(states.newest(_ -> {}).isEmpty());
  }

  @Test
  void aRunHasOneWriter() throws IOException {
    RunFolder run = RunFolder.make(folder.resolve("run"));
    try (RunFolder.Lock _ = run.lock()) {
      Busy failure = assertThrows(Busy.class, run::lock);
      assertTrue(
          failure.getMessage().endsWith("by process " + ProcessHandle.current().pid()),
          failure.getMessage());
    }
    run.lock().close();
  }

  @Test
  void whatIsNoRunIsRefused() {
    assertThrows(UnreadableInput.class, () -> RunFolder.open(folder.resolve("none")));
    assertThrows(MalformedInput.class, () -> RunFolder.open(folder));
  }
}
