package chainrule.cli.option;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// `-t TOKENIZER`.
public final class TokenizerOption {
  /// Also for commands that can do without one.
  static final String DESCRIPTION =
      "The tokenizer: tokenizer.json, vocab.json (with merges.txt beside it), tiktoken ranks,"
          + " vocab.txt, a SentencePiece .model, or the built-in byte.";

  /// Those that are no files.
  static final class BuiltIn extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    BuiltIn() {
      super(List.of(TokenizerFile.BYTE));
    }
  }

  @Option(
      names = {"-t", "--tokenizer"},
      paramLabel = "TOKENIZER",
      required = true,
      completionCandidates = BuiltIn.class,
      description = DESCRIPTION)
  private String file;

  public Tokenizer read() throws IOException {
    return read(file);
  }

  public static Tokenizer read(String name) throws IOException {
    return name.equals(TokenizerFile.BYTE)
        ? TokenizerFile.read(name)
        : TokenizerFile.read(Input.file(InputFiles.path(name)));
  }
}
