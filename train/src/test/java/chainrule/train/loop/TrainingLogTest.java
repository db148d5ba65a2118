package chainrule.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {
  private static final String HEADER =
      "step,tokens,seconds,train_loss,validation_loss,perplexity,bits_per_byte,learning_rate,"
          + "gradient_norm,tokens_per_second";

  @TempDir Path folder;

  private static Metrics row(long step) {
    return new Metrics(step, 768 * step, 0.5 * step, 2.5, Double.NaN, Double.NaN, 1e-3, 0.25, 1536);
  }

  private List<String> log(long resumedAt, List<String> dropped, long... steps) throws IOException {
    Path file = folder.resolve("metrics.csv");
    try (TrainingLog log = TrainingLog.open(file, resumedAt, dropped::add)) {
      for (long step : steps) {
        log.add(row(step));
      }
    }
    return Files.readAllLines(file);
  }

  @Test
  void aRowIsWrittenAsPeopleAndSpreadsheetsReadIt() throws IOException {
    assertEquals(
        List.of(HEADER, "10,7680,5.000,2.500000,,12.1825,,0.001,0.250000,1536.0"),
        log(0, new ArrayList<>(), 10));
  }

  @Test
  void noRowStandsTwiceAfterAResume() throws IOException {
    List<String> dropped = new ArrayList<>();
    log(0, dropped, 10, 20, 30);
    List<String> steps =
        log(20, dropped, 30, 40).stream().map(line -> line.substring(0, 2)).toList();
    assertEquals(List.of("st", "10", "20", "30", "40"), steps);
    assertEquals(List.of(), dropped);
  }

  @Test
  void whatPeopleWroteBetweenIsLeftOutAndSaid() throws IOException {
    log(0, new ArrayList<>(), 10, 20);
    Path file = folder.resolve("metrics.csv");
    Files.writeString(file, Files.readString(file) + "see here!\n10,1,1,1,1,1,1,1,1,1\n");
    List<String> dropped = new ArrayList<>();
    assertEquals(4, log(20, dropped, 30).size());
    assertEquals(2, dropped.size());
    assertTrue(dropped.getFirst().startsWith(file + ": row 4"), dropped.getFirst());
  }
}
