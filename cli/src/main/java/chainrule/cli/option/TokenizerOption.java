package chainrule.cli.option;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.IOException;
import picocli.CommandLine.Option;

/// `-t TOKENIZER`.
public final class TokenizerOption {
  static final String DESCRIPTION =
      "A tokenizer: tokenizer.json, vocab.json (with merges.txt beside it), tiktoken ranks,"
          + " vocab.txt, a SentencePiece .model, or the built-in byte.";

  @Option(
      names = {"-t", "--tokenizer"},
      paramLabel = "TOKENIZER",
      required = true,
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
