package chainrule.cli.command;

import chainrule.train.loop.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Several runs side by side, a line each.
final class RunTable {
  private static final List<String> NAMES =
      List.of(
          "run",
          "model",
          "parameters",
          "steps",
          "seconds",
          "train",
          "validation",
          "best",
          "bits/byte");

  private RunTable() {}

  static String of(List<RunDescription> runs) throws IOException {
    List<List<String>> rows = new ArrayList<>(List.of(NAMES));
    for (RunDescription run : runs) {
      rows.add(row(run));
    }
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int width = width(rows, column);
        String format = column < 2 ? "%-" + width + "s  " : "%" + width + "s  ";
        line.append(String.format(Locale.ROOT, format, row.get(column)));
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
  }

  private static List<String> row(RunDescription run) throws IOException {
    Optional<Metrics> last = run.last();
    Optional<Metrics> best = run.best();
    return List.of(
        run.run().path().toString(),
        run.model(),
        String.format(Locale.ROOT, "%,d", run.parameters()),
        String.format(Locale.ROOT, "%,d", run.steps()),
        number(last, Metrics::seconds, "%.0f"),
        number(last, Metrics::trainLoss, "%.4f"),
        number(last, Metrics::validationLoss, "%.4f"),
        number(best, Metrics::validationLoss, "%.4f"),
        number(best, Metrics::bitsPerByte, "%.3f"));
  }

  private static String number(Optional<Metrics> row, ToDoubleFunction<Metrics> of, String format) {
    return row.map(of::applyAsDouble)
        .filter(value -> !Double.isNaN(value))
        .map(value -> String.format(Locale.ROOT, format, value))
        .orElse("-");
  }
}
