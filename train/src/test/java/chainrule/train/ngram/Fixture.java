package chainrule.train.ngram;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.train.score.WordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Models and texts of the tests of this package.
final class Fixture {
  private Fixture() {}

  /// A model that KenLM made; see the README beside it.
  static Path mill() {
    try {
      return Path.of(Fixture.class.getResource("mill.arpa").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static NgramModel load(Path arpa) throws IOException {
    try (Parallel parallel = new Parallel(2)) {
      return new ArpaFile(Input.file(arpa), parallel, _ -> {}).load();
    }
  }

  static Path binary(Path arpa, Path folder, int threads) throws IOException {
    Path binary = folder.resolve("model-" + threads + ".bin");
    try (Parallel parallel = new Parallel(threads);
        FileChannel out =
            FileChannel.open(
                binary,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      new ArpaFile(Input.file(arpa), parallel, _ -> {})
          .toBinary(new BinaryModelWriter(binary.toString(), out, parallel));
    }
    return binary;
  }

  static String arpa(NgramModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Parallel parallel = new Parallel(2)) {
      new ArpaWriter(out, parallel).write(new BinaryModelSource(model));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static Path write(Path folder, String arpa) throws IOException {
    return Files.writeString(folder.resolve("model.arpa"), arpa);
  }

  /// A line for each document.
  static WordBatch words(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    WordBatch batch = new WordBatch(bytes);
    int line = 0;
    int word = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == ' ' || bytes[at] == '\n') {
        if (at > word) {
          batch.addWord(word, at);
        }
        word = at + 1;
      }
      if (bytes[at] == '\n') {
        batch.endDocument(line, at, at + 1 - line);
        line = at + 1;
      }
    }
    return batch;
  }
}
