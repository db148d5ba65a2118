package chainrule.train.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SamplingRuleTest {
  private static final float NEVER = SamplingRule.NEVER;

  /// Of probabilities 0.5, 0.25, 0.125, 0.125.
  private static float[] after(SamplingRule rule, int... before) {
    float[] logits = new float[4];
    double[] probabilities = {0.5, 0.25, 0.125, 0.125};
    for (int i = 0; i < 4; i++) {
      logits[i] = (float) Math.log(probabilities[i]);
    }
    TokenHistory history = new TokenHistory(4);
    for (int token : before) {
      history.add(token);
    }
    rule.apply(logits, history);
    return logits;
  }

  private static float log(double probability) {
    return (float) Math.log(probability);
  }

  @Test
  void rulesKeepWhatTheySay() {
    float half = log(0.5);
    float quarter = log(0.25);
    float eighth = log(0.125);
    assertArrayEquals(new float[] {half, quarter, NEVER, NEVER}, after(new TopK(2)));
    assertArrayEquals(new float[] {half, quarter, eighth, NEVER}, after(new TopK(3)), "a tie");
    assertArrayEquals(new float[] {half, NEVER, NEVER, NEVER}, after(new TopP(0.5f)));
    assertArrayEquals(new float[] {half, quarter, NEVER, NEVER}, after(new TopP(0.51f)));
    assertArrayEquals(new float[] {half, quarter, NEVER, NEVER}, after(new MinP(0.3f)));
    assertArrayEquals(
        new float[] {NEVER, quarter, eighth, NEVER}, after(new BannedTokens(Set.of(0, 3))));
    assertArrayEquals(
        new float[] {half + 2, quarter, eighth, eighth}, after(new LogitBias(Map.of(0, 2f))));
    assertArrayEquals(
        new float[] {half / 2, quarter / 2, eighth / 2, eighth / 2}, after(new Temperature(2)));
    assertArrayEquals(new float[] {half, NEVER, NEVER, NEVER}, after(new Temperature(0)));
  }

  @Test
  void penaltiesFallOnWhatCameBefore() {
    float[] repeated = after(new RepetitionPenalty(2), 1, 1, 2);
    assertArrayEquals(new float[] {log(0.5), 2 * log(0.25), 2 * log(0.125), log(0.125)}, repeated);
    float[] counted = after(new CountPenalty(0.5f, 0.25f), 1, 1, 2);
    assertArrayEquals(
        new float[] {log(0.5), log(0.25) - 1, log(0.125) - 0.75f, log(0.125)}, counted);
  }

  @Test
  void drawsFollowTheProbabilities() {
    Sampler sampler = new Sampler(List.of(), 3, 0);
    int[] counts = new int[4];
    for (int i = 0; i < 80_000; i++) {
      counts[sampler.draw(after(new BannedTokens(Set.of(3))), new TokenHistory(4))]++;
    }
    assertEquals(80_000 * 4 / 7.0, counts[0], 700);
    assertEquals(80_000 * 2 / 7.0, counts[1], 700);
    assertEquals(80_000 / 7.0, counts[2], 700);
    assertEquals(0, counts[3]);
  }

  @Test
  void nothingIsDrawnWhereNothingIsLeft() {
    Sampler sampler = new Sampler(List.of(new BannedTokens(Set.of(0, 1, 2, 3))), 3, 0);
    assertEquals(-1, sampler.draw(after(new TopK(4)), new TokenHistory(4)));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(BadSetting.class, () -> settings(-1, 1, 0));
    assertThrows(BadSetting.class, () -> settings(Float.NaN, 1, 0));
    assertThrows(BadSetting.class, () -> settings(1, 0, 0));
    assertThrows(BadSetting.class, () -> settings(1, 1, 1));
    assertEquals(List.of(), settings(1, 1, 0).rules());
  }

  private static SamplingSettings settings(float temperature, float topP, float minP) {
    return new SamplingSettings(temperature, 0, topP, minP, 1, 0, 0, Map.of(), Set.of());
  }
}
