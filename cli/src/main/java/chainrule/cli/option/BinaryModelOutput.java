package chainrule.cli.option;

import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.BinaryModelWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes binary n-gram models, which are not made from front to back: in the output's own file or,
/// where bytes go to a pipe, in a file aside whose bytes follow when it is whole.
public final class BinaryModelOutput {
  private BinaryModelOutput() {}

  /// What is to be written.
  @FunctionalInterface
  public interface Model {
    void to(BinaryModelWriter writer) throws IOException;
  }

  /// @param folder for the file aside
  public static void write(Model model, Output output, Path folder, Parallel parallel)
      throws IOException {
    if (output.channel().isPresent()) {
      model.to(new BinaryModelWriter(output.name(), output.channel().get(), parallel));
      return;
    }
    Path aside = Files.createTempFile(folder, "chainrule-model-", ".bin");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      model.to(new BinaryModelWriter(aside.toString(), channel, parallel));
      // By the channel: the file's name is gone once it is open.
      Channels.newInputStream(channel.position(0)).transferTo(output.stream());
    }
  }
}
