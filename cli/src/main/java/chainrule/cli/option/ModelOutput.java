package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.ArpaWriter;
import chainrule.train.ngram.ModelSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `-o FILE` and `--format` of a command that makes n-gram models.
public final class ModelOutput {
  /// The words of `--format`.
  public enum Format {
    ARPA
  }

  @Mixin private OutputFile file;

  @Option(names = "--format", paramLabel = "FORMAT", description = "What to write.")
  private Format format = Format.ARPA;

  public Format format() {
    return format;
  }

  /// Opened before the work begins, so that what cannot be written is found early.
  public Open open(Console console) throws IOException {
    boolean zipped = file.path().filter(path -> path.toString().endsWith(".gz")).isPresent();
    return new Open(file.open(console), zipped);
  }

  /// A model's file while it is being made.
  public static final class Open implements AutoCloseable {
    private final Output output;
    private final boolean zipped;

    private Open(Output output, boolean zipped) {
      this.output = output;
      this.zipped = zipped;
    }

    public void write(ModelSource model, Parallel parallel) throws IOException {
      if (!zipped) {
        new ArpaWriter(output.stream(), parallel).write(model);
        return;
      }
      OutputStream packed = new GZIPOutputStream(output.stream(), 1 << 16);
      new ArpaWriter(packed, parallel).write(model);
      packed.close();
    }

    public void commit() throws IOException {
      output.commit();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }
}
