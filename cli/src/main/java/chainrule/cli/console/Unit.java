package chainrule.cli.console;

import java.util.Locale;

/// What progress counts, and how a number of it is written: `12.3 MB`, `4.56 M tokens`.
public enum Unit {
  BYTES("B"),
  TOKENS("tokens"),
  LINES("lines"),
  STEPS("steps"),
  ITEMS("items");

  private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  public String format(double amount) {
    int prefix = 0;
    while (amount >= 999.5 && prefix < PREFIXES.length - 1) {
      amount /= 1000;
      prefix++;
    }
    String number =
        prefix == 0 && amount == Math.rint(amount)
            ? String.format(Locale.ROOT, "%.0f", amount)
            : String.format(
                Locale.ROOT, amount < 10 ? "%.2f" : amount < 100 ? "%.1f" : "%.0f", amount);
    return number
        + " "
        + PREFIXES[prefix]
        + (this == BYTES ? symbol : (prefix == 0 ? "" : " ") + symbol);
  }
}
