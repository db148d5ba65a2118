package chainrule.train.ngram;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.LongConsumer;

/// An ARPA file, from which a model can be built in memory or as a binary file. It is read once
/// where it is as it should be, and a second time where n-grams are missing or an error's line is
/// wanted.
public final class ArpaFile {
  private final Input input;
  private final Parallel parallel;
  private final LongConsumer progress;

  /// @param input that can be opened more than once
  /// @param progress see [Input#open(LongConsumer)]
  public ArpaFile(Input input, Parallel parallel, LongConsumer progress) {
    this.input = input;
    this.parallel = parallel;
    this.progress = progress;
  }

  /// Whether a file that begins like this may be ARPA.
  public static boolean isArpa(byte[] head) {
    return ArpaHeader.begins(head);
  }

  /// Builds the model in memory.
  public NgramModel load() throws IOException {
    NgramModel[] model = new NgramModel[1];
    build(source -> model[0] = NgramModel.build(source, parallel, true));
    return model[0];
  }

  /// Writes the model's binary form.
  public void toBinary(BinaryModelWriter writer) throws IOException {
    build(source -> writer.write(source, true));
  }

  /// Writes it as ARPA again, in the words of [ArpaWriter].
  public void toArpa(OutputStream out) throws IOException {
    try (ArpaSource source = new ArpaSource(input, progress)) {
      new ArpaWriter(out, parallel).write(source);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private interface Build {
    void from(ModelSource source) throws IOException;
  }

  private void build(Build build) throws IOException {
    try (ArpaSource source = new ArpaSource(input, progress)) {
      build.from(source);
      return;
    } catch (NotClosed _) {
      // Once more, below.
    } catch (DuplicateNgram e) {
      throw located(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    try (ArpaSource source = new ArpaSource(input, _ -> {})) {
      build.from(new ClosedSource(source));
    } catch (DuplicateNgram e) {
      throw located(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Finds the line where the n-gram stands for the second time.
  private RuntimeException located(DuplicateNgram duplicate) throws IOException {
    int[] wanted = duplicate.words();
    try (ArpaSource source = new ArpaSource(input, _ -> {})) {
      StringJoiner words = new StringJoiner(" ");
      for (int id : wanted) {
        words.add(source.vocabulary().word(id));
      }
      long line = new DuplicateSearch(source, wanted).line();
      return new ArpaErrors(input.name()).duplicate(wanted.length, words.toString(), line);
    }
  }

  /// Goes through the n-grams of one order until one has come twice.
  @SuppressWarnings("ArrayRecordComponent") // for this search only
  private record DuplicateSearch(ArpaSource source, int[] wanted) {
    long line() {
      int n = wanted.length;
      for (int below = 1; below < n; below++) {
        source.blocks(below).forEachRemaining(_ -> {});
      }
      boolean[] seen = new boolean[1];
      var blocks = source.blocks(n);
      while (blocks.hasNext()) {
        ArpaBlock block = (ArpaBlock) blocks.next();
        int[] words = Unpacked.of(block, n).words();
        for (int i = 0; i < block.size(); i++) {
          if (Arrays.equals(words, i * n, i * n + n, wanted, 0, n)) {
            if (seen[0]) {
              return block.lines().line() + i;
            }
            seen[0] = true;
          }
        }
      }
      throw new IllegalStateException("the n-gram stood twice a moment ago");
    }
  }
}
