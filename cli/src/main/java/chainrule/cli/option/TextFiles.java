package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.console.StandardInput;
import chainrule.tokenize.io.Compression;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.InvalidText;
import java.io.IOException;
import java.util.List;

/// Files that were named where text is wanted, and are something else by their first bytes: what is
/// no text at all is refused, a model written in letters is read with a warning.
public final class TextFiles {
  private static final String NAME_TEXT =
      "name a text, or use --invalid keep if bytes of any kind are meant";

  private final InvalidText invalid;
  private final Console console;
  private boolean hasMark; // the first that has one was named

  public TextFiles(InvalidText invalid, Console console) {
    this.invalid = invalid;
    this.console = console;
  }

  public void check(List<Input> inputs) throws IOException {
    for (Input input : inputs) {
      check(input);
    }
  }

  /// Looks only into files, compressed or not: what comes from a pipe was meant. A byte order mark
  /// at its beginning hardly was.
  public void check(Input input) throws IOException {
    if (invalid == InvalidText.KEEP) {
      return;
    }
    if (!input.isFile()) {
      console.in().watchForMark(() -> warnOfMark(input));
    }
    if (input.size().isEmpty()) {
      return;
    }
    byte[] head = KnownFile.head(input);
    Compression.recognise(head)
        .ifPresent(
            kind -> {
              throw refused(input, "is compressed, and not named so", kind.advice());
            });
    KnownFile.of(head).ifPresent(kind -> judge(input, kind));
    if (StandardInput.isMarked(head)) {
      warnOfMark(input);
    }
  }

  private void judge(Input input, KnownFile kind) {
    switch (kind) {
      case TOKENS ->
          throw refused(
              input, kind.what() + ", not text", "chainrule detokenize gives their text back");
      case BINARY_NGRAMS, ONNX -> throw refused(input, kind.what() + ", not text", NAME_TEXT);
      case ARPA, TOKENIZER ->
          console.warn(input.name() + " " + kind.what() + ", and is read as text");
    }
  }

  private static MalformedInput refused(Input input, String problem, String hint) {
    return new MalformedInput(input.name(), "", problem, hint);
  }

  private void warnOfMark(Input input) {
    if (!hasMark) {
      hasMark = true;
      console.warn(
          input.name()
              + " begins with a byte order mark, which is read as a part of its first word;"
              + " tail -c +4 FILE leaves it out");
    }
  }
}
