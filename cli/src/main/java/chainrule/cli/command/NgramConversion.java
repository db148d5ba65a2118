package chainrule.cli.command;

import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.BinaryModelOutput;
import chainrule.tokenize.io.Input;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.ArpaWriter;
import chainrule.train.ngram.BinaryModelSource;
import chainrule.train.ngram.BinaryModelWriter;
import chainrule.train.ngram.NgramModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// N-gram models: ARPA text and our binary form.
final class NgramConversion implements Conversion {
  private static final String ARPA = "arpa";
  private static final String BINARY = "binary";
  private static final Pattern ARPA_NAME = Pattern.compile(".*\\.arpa(\\.gz)?");

  @Override
  public String kind() {
    return "an n-gram model";
  }

  @Override
  public boolean takes(Input input, byte[] head) {
    return NgramModel.isBinary(head) || ArpaFile.isArpa(head);
  }

  @Override
  public List<String> forms() {
    return List.of(ARPA, BINARY);
  }

  @Override
  public String usualForm(byte[] head, String output) {
    return NgramModel.isBinary(head) || ARPA_NAME.matcher(output).matches() ? ARPA : BINARY;
  }

  @Override
  public void convert(Job job) throws IOException {
    boolean binary;
    try (var in = job.input().open()) {
      binary = NgramModel.isBinary(in.readNBytes(Long.BYTES));
    }
    if (job.form().equals(BINARY)) {
      toBinary(job, binary);
    } else {
      toArpa(job, binary);
    }
  }

  private static void toArpa(Job job, boolean binary) throws IOException {
    OutputStream out =
        job.outputName().endsWith(".gz")
            ? new GZIPOutputStream(job.output().stream(), 1 << 16)
            : job.output().stream();
    if (binary) {
      try (NgramModel model = checked(job)) {
        new ArpaWriter(out, job.parallel()).write(new BinaryModelSource(model));
      }
    } else {
      new ArpaFile(job.input(), job.parallel(), _ -> {}).toArpa(out);
    }
    if (out instanceof GZIPOutputStream packed) {
      packed.finish();
    }
  }

  /// The whole of a binary model: what is made of it has checksums of its own, or none.
  private static NgramModel checked(Job job) throws IOException {
    NgramModel model = NgramModel.map(job.input());
    try {
      model.verify();
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void toBinary(Job job, boolean binary) throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    BinaryModelOutput.write(
        writer -> toBinary(job, binary, writer), job.output(), folder, job.parallel());
  }

  private static void toBinary(Job job, boolean binary, BinaryModelWriter writer)
      throws IOException {
    if (binary) {
      try (NgramModel model = checked(job)) {
        writer.write(new BinaryModelSource(model));
      }
      return;
    }
    try (Progress progress = job.console().progress("converting", Unit.BYTES, job.input().size())) {
      new ArpaFile(job.input(), job.parallel(), progress::add).toBinary(writer);
    }
  }
}
