package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.ArpaWriter;
import chainrule.train.ngram.BinaryModelWriter;
import chainrule.train.ngram.estimation.Estimator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
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
    public void write(
        Estimator estimator, Map<String, String> origin, Parallel parallel, Path folder)
        throws IOException {
      if (format == Format.BINARY) {
        binary(estimator, origin, parallel, folder);
      } else if (zipped) {
        try (OutputStream packed = new GZIPOutputStream(output.stream(), 1 << 16)) {
          text(estimator, origin, parallel, packed);
        }
      } else {
        text(estimator, origin, parallel, output.stream());
      }
      output.commit();
    }

    private void text(
        Estimator estimator, Map<String, String> origin, Parallel parallel, OutputStream out)
        throws IOException {
      switch (format) {
        case ARPA -> new ArpaWriter(out, parallel).write(estimator.estimate(origin));
        case COUNTS -> estimator.writeCounts(out);
        case CSV -> estimator.writeTable(out);
        case BINARY -> throw new IllegalStateException("is no text");
      }
    }

    private void binary(
        Estimator estimator, Map<String, String> origin, Parallel parallel, Path folder)
        throws IOException {
      if (output.channel().isPresent()) {
        new BinaryModelWriter(output.channel().get(), parallel).write(estimator.estimate(origin));
        return;
      }
      Path aside = Files.createTempFile(folder, "chainrule-model-", ".bin");
      try (FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        new BinaryModelWriter(channel, parallel).write(estimator.estimate(origin));
        // By the channel: the file's name is gone once it is open.
        Channels.newInputStream(channel.position(0)).transferTo(output.stream());
      }
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }
}
