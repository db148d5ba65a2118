package chainrule.cli.command;

import chainrule.tokenize.io.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The forms of rows of a report: columns of text, CSV, or a JSON object each. A row is values by
/// name, in order, and all rows have the same names.
sealed interface EvalRows {
  void row(Map<String, Object> values);

  /// The last row; people read it as a list.
  void summary(Map<String, Object> values);

  void flush() throws IOException;

  private static void write(OutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String plain(Object value) {
    return switch (value) {
      case Double real -> Double.isNaN(real) ? "unknown" : String.format(Locale.ROOT, "%.6f", real);
      case Boolean truth -> truth ? "yes" : "no";
      case List<?> list -> String.join(" ", list.stream().map(EvalRows::plain).toList());
      default -> value.toString();
    };
  }

  /// Values between tabs; at the end, a line for each fact.
  record Plain(OutputStream out) implements EvalRows {
    @Override
    public void row(Map<String, Object> values) {
      write(out, String.join("\t", values.values().stream().map(EvalRows::plain).toList()) + "\n");
    }

    @Override
    public void summary(Map<String, Object> values) {
      values.forEach(
          (name, value) ->
              write(out, String.format("%-26s %s%n", name.replace('_', ' '), plain(value))));
    }

    @Override
    public void flush() {
      // The stream is the command's.
    }
  }

  /// With a line of names first.
  final class Csv implements EvalRows {
    private final CSVPrinter printer;
    private boolean begun;

    Csv(OutputStream out) {
      try {
        this.printer =
            new CSVPrinter(
                new OutputStreamWriter(out, StandardCharsets.UTF_8),
                CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void row(Map<String, Object> values) {
      try {
        if (!begun) {
          begun = true;
          printer.printRecord(values.keySet());
        }
        printer.printRecord(values.values().stream().map(Csv::value).toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Object value(Object value) {
      return value instanceof Double real && !Double.isFinite(real) ? "" : value;
    }

    /// Of other names, so that it would be no row of the table that went before.
    @Override
    public void summary(Map<String, Object> values) {
      if (!begun) {
        row(values);
      }
    }

    @Override
    public void flush() throws IOException {
      printer.flush();
    }
  }

  /// One object a line.
  record Json(OutputStream out) implements EvalRows {
    @Override
    public void row(Map<String, Object> values) {
      chainrule.tokenize.io.Json.Members object = chainrule.tokenize.io.Json.object();
      for (Map.Entry<String, Object> entry : values.entrySet()) {
        object = object.with(entry.getKey(), json(entry.getValue()));
      }
      write(out, JsonWriter.line(object) + "\n");
    }

    private static chainrule.tokenize.io.Json json(Object value) {
      return switch (value) {
        case Double real -> chainrule.tokenize.io.Json.of(real);
        case Long whole -> chainrule.tokenize.io.Json.of(whole);
        case Integer whole -> chainrule.tokenize.io.Json.of((long) whole);
        case Boolean truth -> chainrule.tokenize.io.Json.of(truth);
        case List<?> list -> chainrule.tokenize.io.Json.of(list.stream().map(Json::json).toList());
        default -> chainrule.tokenize.io.Json.of(value.toString());
      };
    }

    @Override
    public void summary(Map<String, Object> values) {
      row(values);
    }

    @Override
    public void flush() {
      // The stream is the command's.
    }
  }
}
