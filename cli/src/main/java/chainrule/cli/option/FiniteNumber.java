package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;

/// A number of the command line that becomes a setting: JSON, in which settings travel, has no word
/// for one that is not finite, and it would be taken for a setting that is not there.
final class FiniteNumber {
  private FiniteNumber() {}

  static Json of(String option, double value) {
    if (!Double.isFinite(value)) {
      throw new BadSetting(option + " cannot be " + value, "");
    }
    return Json.of(value);
  }
}
