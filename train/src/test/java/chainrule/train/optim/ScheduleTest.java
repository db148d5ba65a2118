package chainrule.train.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
  /// The schedule of nanoGPT, written out: 100 steps of warm-up, then a cosine from 1e-3 to 1e-4.
  @Test
  void cosineIsNanoGpts() {
    Schedule schedule = Schedule.cosine(100, 0.1);
    for (long step : new long[] {0, 50, 99, 100, 1_050, 1_999}) {
      double expected =
          step < 100
              ? 1e-3 * (step + 1) / 101
              : 1e-4 + 0.5 * (1 + Math.cos(Math.PI * (step - 100) / 1_900)) * 9e-4;
      assertEquals(expected, 1e-3 * schedule.factor(step, 2_000), 1e-15);
    }
  }

  @Test
  void linearGoesDownToItsFloor() {
    Schedule schedule = Schedule.linear(10, 0);
    assertEquals(1, schedule.factor(10, 110));
    assertEquals(0.5, schedule.factor(60, 110));
    assertEquals(0, schedule.factor(110, 110));
  }

  @Test
  void warmupStableDecayStaysUpUntilTheLastShare() {
    Schedule schedule = new Schedule(Schedule.Curve.WARMUP_STABLE_DECAY, 0, 0, 0.2);
    assertEquals(1, schedule.factor(80, 100), 1e-12);
    assertEquals(0.5, schedule.factor(90, 100), 1e-12);
    assertEquals(0, schedule.factor(100, 100), 1e-12);
    Schedule warmed = new Schedule(Schedule.Curve.WARMUP_STABLE_DECAY, 50, 0.1, 0.2);
    assertEquals(1 / 51.0, warmed.factor(0, 150), 1e-12);
    assertEquals(1, warmed.factor(50, 150), 1e-12);
    assertEquals(1, warmed.factor(130, 150), 1e-12);
    assertEquals(0.55, warmed.factor(140, 150), 1e-12);
    assertEquals(0.1, warmed.factor(150, 150), 1e-12);
  }

  @Test
  void inverseSquareRootMeetsTheWarmup() {
    Schedule schedule = new Schedule(Schedule.Curve.INVERSE_SQUARE_ROOT, 100, 0, 0);
    assertEquals(1, schedule.factor(100, 1e9), 1e-12);
    assertEquals(0.5, schedule.factor(400, 1e9), 1e-12);
    Schedule cold = new Schedule(Schedule.Curve.INVERSE_SQUARE_ROOT, 0, 0, 0);
    assertEquals(1, cold.factor(0, 1e9), 1e-12);
    assertEquals(0.5, cold.factor(4, 1e9), 1e-12);
  }
}
