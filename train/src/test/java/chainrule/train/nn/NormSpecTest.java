package chainrule.train.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NormSpecTest {
  @ParameterizedTest
  @ValueSource(doubles = {-1e-5, Double.NaN, Double.POSITIVE_INFINITY})
  void anEpsilonOfWhichNoRootCanBeTakenIsRefused(double epsilon) {
    BadSetting failure =
        assertThrows(
            BadSetting.class, () -> new NormSpec(NormSpec.Kind.RMS, false, false, epsilon));
    assertEquals(
        "the epsilon of a norm must not be negative, and is " + epsilon, failure.getMessage());
  }

  @Test
  void anEpsilonOfZeroIsAllowed() {
    assertEquals(0, new NormSpec(NormSpec.Kind.LAYER, true, true, 0).epsilon());
  }
}
