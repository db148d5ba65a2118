package chainrule.train.ngram.estimation;

import chainrule.train.ngram.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The tables of conditional probabilities as CSV: a row for each word that follows a context, with
/// its count, the context's total, and the probability.
final class Table implements ContextListener {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader("context", "token", "count", "total", "probability")
          .setRecordSeparator('\n')
          .get();

  private final CSVPrinter printer;
  private final Vocabulary vocabulary;

  Table(OutputStream out, Vocabulary vocabulary) throws IOException {
    this.vocabulary = vocabulary;
    this.printer =
        new CSVPrinter(
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16),
            FORMAT);
  }

  @Override
  public void add(int[] context, int length, Successors successors) throws IOException {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < length; i++) {
      words.append(i == 0 ? "" : " ").append(vocabulary.word(context[i]));
    }
    String text = words.toString();
    long total = successors.total();
    for (int i = 0; i < successors.size; i++) {
      if (successors.kept[i]) {
        printer.printRecord(
            text,
            vocabulary.word(successors.number[i]),
            successors.count[i],
            total,
            successors.probability[i]);
      }
    }
  }

  void finish() throws IOException {
    printer.flush();
  }
}
