package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingReportTest {
  @Test
  void fastStepsAreRehearsedUntilTheyHaveComeToSpeed() {
    List<Integer> rehearsals = new ArrayList<>();
    double seconds =
        TrainingReport.settled(
            steps -> {
              rehearsals.add(steps);
              return rehearsals.size() < 5 ? 0.01 : 0.001; // compiled by then
            });
    assertEquals(0.001, seconds);
    assertEquals(List.of(5, 10, 20, 40, 80, 160), rehearsals.subList(0, 6));
  }

  @Test
  void slowStepsAreRehearsedOnce() {
    List<Integer> rehearsals = new ArrayList<>();
    TrainingReport.settled(
        steps -> {
          rehearsals.add(steps);
          return 0.3;
        });
    assertEquals(List.of(5), rehearsals);
  }

  @Test
  void stepsThatTakeNoTimeComeToAnEnd() {
    assertEquals(0, TrainingReport.settled(_ -> 0));
  }
}
