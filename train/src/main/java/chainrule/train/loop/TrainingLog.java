package chainrule.train.loop;

import chainrule.tokenize.io.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/// Keeps `metrics.csv`: a row for each report, on the disk as soon as it is written. Not for use by
/// several threads.
public final class TrainingLog implements AutoCloseable {
  private static final String[] COLUMNS = {
    "step",
    "tokens",
    "seconds",
    "train_loss",
    "validation_loss",
    "perplexity",
    "bits_per_byte",
    "learning_rate",
    "gradient_norm",
    "tokens_per_second"
  };

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private final Path file;
  private final Writer writer;
  private final CSVPrinter printer;

  private TrainingLog(Path file, Writer writer) throws IOException {
    this.file = file;
    this.writer = writer;
    this.printer = new CSVPrinter(writer, FORMAT);
  }

  /// Goes on after the given step: rows of later ones, which are about to be made again, are
  /// dropped, and so is what people may have written between.
  ///
  /// @param dropped told of lines that are no rows of ours
  public static TrainingLog open(Path file, long step, Consumer<String> dropped)
      throws IOException {
    List<List<String>> rows = Files.exists(file) ? rowsUpTo(file, step, dropped) : List.of();
    try (AtomicFile whole = AtomicFile.create(file)) {
      Writer writer = new OutputStreamWriter(whole.stream(), StandardCharsets.UTF_8);
      CSVPrinter printer = new CSVPrinter(writer, FORMAT);
      printer.printRecord((Object[]) COLUMNS);
      printer.printRecords(rows);
      printer.flush();
      whole.commit();
    }
    return new TrainingLog(
        file, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
  }

  private static List<List<String>> rowsUpTo(Path file, long step, Consumer<String> dropped)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    long last = -1;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        CSVParser parser = CSVParser.parse(reader, FORMAT)) {
      for (CSVRecord row : parser) {
        if (Arrays.equals(row.values(), COLUMNS)) {
          continue;
        }
        long at = row.size() == COLUMNS.length ? step(row.get(0)) : -1;
        if (at <= last) {
          dropped.accept(file + ": row " + row.getRecordNumber() + " is not ours; left out");
        } else if (at <= step) {
          rows.add(row.toList());
          last = at;
        }
      }
    } catch (UncheckedIOException e) {
      dropped.accept(
          file + ": is no CSV behind step " + Math.max(0, last) + "; left out from there");
    }
    return rows;
  }

  /// All rows of a log, what people may have written between them left out.
  public static List<Metrics> read(Path file) throws IOException {
    return rowsUpTo(file, Long.MAX_VALUE, _ -> {}).stream().map(TrainingLog::metrics).toList();
  }

  private static Metrics metrics(List<String> row) {
    return new Metrics(
        step(row.get(0)),
        step(row.get(1)),
        number(row.get(2)),
        number(row.get(3)),
        number(row.get(4)),
        number(row.get(6)),
        number(row.get(7)),
        number(row.get(8)),
        number(row.get(9)));
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN; // not measured
    }
  }

  private static long step(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  public void add(Metrics row) throws IOException {
    try {
      printer.printRecord(
          row.step(),
          row.tokens(),
          number(row.seconds(), 3),
          number(row.trainLoss(), 6),
          number(row.validationLoss(), 6),
          number(row.perplexity(), 4),
          number(row.bitsPerByte(), 6),
          Double.isNaN(row.learningRate()) ? "" : Float.toString((float) row.learningRate()),
          number(row.gradientNorm(), 6),
          number(row.tokensPerSecond(), 1));
      writer.flush();
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /// An empty cell where nothing was measured.
  private static String number(double value, int decimals) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
