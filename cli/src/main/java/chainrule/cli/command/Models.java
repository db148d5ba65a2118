package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.InputFiles;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.NgramModel;
import chainrule.train.ngram.NgramScorer;
import chainrule.train.score.Scorer;
import java.io.IOException;
import java.io.InputStream;

/// Opens models of every kind that can score text. A new kind adds its lines here.
final class Models {
  private static final int HEAD = 1 << 14;

  private Models() {}

  /// @param markers see [NgramScorer]
  static Scorer scorer(String name, boolean markers, Parallel parallel, Console console)
      throws IOException {
    return new NgramScorer(name, ngram(name, parallel, console), markers);
  }

  /// An n-gram model: binary models are mapped, ARPA files are read.
  static NgramModel ngram(String name, Parallel parallel, Console console) throws IOException {
    Input input = Input.file(InputFiles.path(name));
    byte[] head;
    try (InputStream in = input.open()) {
      head = in.readNBytes(HEAD);
    }
    if (NgramModel.isBinary(head)) {
      return NgramModel.map(input);
    }
    if (!ArpaFile.isArpa(head)) {
      throw new MalformedInput(
          name,
          "",
          "is not a model: neither ARPA nor a binary n-gram model",
          "chainrule inspect " + name + " tells what it is");
    }
    try (Progress progress = console.progress("reading " + name, Unit.BYTES, input.size())) {
      return new ArpaFile(input, parallel, progress::add).load();
    }
  }
}
