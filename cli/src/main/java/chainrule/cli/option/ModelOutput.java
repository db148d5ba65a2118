package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.ArpaWriter;
import chainrule.train.ngram.ModelSource;
import chainrule.train.ngram.estimation.Estimator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `-o FILE` and `--format` of `count`: a model, or what a model is made from.
public final class ModelOutput {
  /// The words of `--format`.
  public enum Format {
    ARPA,
    BINARY,
    COUNTS,
    CSV
  }

  @Mixin private OutputFile file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Write a model (arpa, binary), n-gram counts, or tables of probabilities (csv).")
  private Format format = Format.ARPA;

  public Format format() {
    return format;
  }

  /// Refuses a report that would stand among the data on standard output.
  public void checkReport(boolean wanted) {
    if (wanted && file.path().isEmpty()) {
      throw new BadSetting(
          "--json would stand in the "
              + format.name().toLowerCase(Locale.ROOT)
              + " on standard output",
          "use -o FILE");
    }
  }

  /// Opened before the work begins, so that what cannot be written is found early.
  public Open open(Console console) throws IOException {
    boolean zipped = file.path().filter(path -> path.toString().endsWith(".gz")).isPresent();
    return new Open(file.open(console), format, zipped && format != Format.BINARY);
  }

  /// A model's file while it is being made.
  public static final class Open implements AutoCloseable {
    private final Output output;
    private final Format format;
    private final boolean zipped;

    private Open(Output output, Format format, boolean zipped) {
      this.output = output;
      this.format = format;
      this.zipped = zipped;
    }

    /// @param folder where a binary model is made before it goes to a pipe
    /// @return what there is to be said of it
    public Json.Members write(
        Estimator estimator, Map<String, String> origin, Parallel parallel, Path folder)
        throws IOException {
      Json.Members report =
          switch (format) {
            case ARPA, BINARY -> {
              ModelSource model = estimator.estimate(origin);
              write(model, parallel, folder);
              yield report(model);
            }
            case COUNTS -> {
              text(estimator::writeCounts);
              yield Json.object().with("order", Json.of(estimator.order()));
            }
            case CSV -> {
              text(estimator::writeTable);
              yield Json.object().with("order", Json.of(estimator.order()));
            }
          };
      output.commit();
      return report;
    }

    private static Json.Members report(ModelSource model) {
      List<Json> counts =
          LongStream.rangeClosed(1, model.order())
              .<Json>mapToObj(n -> Json.of(model.count((int) n)))
              .toList();
      Json.Members report =
          Json.object().with("order", Json.of(model.order())).with("ngrams", Json.of(counts));
      for (Map.Entry<String, String> fact : model.origin().entrySet()) {
        boolean number = fact.getKey().equals(Estimator.TOKENS);
        report =
            report.with(
                fact.getKey(),
                number ? Json.of(Long.parseLong(fact.getValue())) : Json.of(fact.getValue()));
      }
      return report;
    }

    private void write(ModelSource model, Parallel parallel, Path folder) throws IOException {
      if (format == Format.BINARY) {
        BinaryModelOutput.write(writer -> writer.write(model), output, folder, parallel);
      } else {
        text(out -> new ArpaWriter(out, parallel).write(model));
      }
    }

    /// Writes text.
    @FunctionalInterface
    private interface TextWriter {
      void write(OutputStream out) throws IOException;
    }

    private void text(TextWriter writer) throws IOException {
      if (zipped) {
        try (OutputStream packed = new GZIPOutputStream(output.stream(), 1 << 16)) {
          writer.write(packed);
        }
      } else {
        writer.write(output.stream());
      }
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }
}
