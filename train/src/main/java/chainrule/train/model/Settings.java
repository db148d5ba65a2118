package chainrule.train.model;

import chainrule.tokenize.io.BadSetting;

/// Checks of the numbers in a [ModelSpec].
final class Settings {
  /// Far more than anybody has trained, and few enough to plan their memory in a moment.
  static final int MOST_LAYERS = 1000;

  /// So wide are vectors of which several, beside each other, still fit into one array.
  static final int WIDEST = 1 << 27;

  /// More words than any language has, and a number that can still be rounded up.
  static final int MOST_WORDS = 1 << 30;

  /// Tables of contexts: longer ones never come back in a text.
  static final int MOST_TABLES = 64;

  private Settings() {}

  static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new BadSetting("%s must be at least %d, not %d".formatted(name, least, value), "");
    }
  }

  static void between(String name, int value, int least, int most) {
    atLeast(name, value, least);
    if (value > most) {
      throw new BadSetting("%s must be at most %,d, not %,d".formatted(name, most, value), "");
    }
  }

  static void rate(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new BadSetting("%s must be at least 0 and below 1, not %s".formatted(name, value), "");
    }
  }
}
