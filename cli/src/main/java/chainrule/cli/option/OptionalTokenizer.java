package chainrule.cli.option;

import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `-t TOKENIZER` where a command can do without.
public final class OptionalTokenizer {
  @Option(
      names = {"-t", "--tokenizer"},
      paramLabel = "TOKENIZER",
      completionCandidates = TokenizerOption.BuiltIn.class,
      description = TokenizerOption.DESCRIPTION)
  private String file;

  boolean isGiven() {
    return file != null;
  }

  /// How messages call it, where it is given.
  String name() {
    return file;
  }

  /// Refuses another tokenizer than that of these tokens.
  public Optional<Tokenizer> read(StreamHeader tokens) throws IOException {
    Optional<Tokenizer> given = read();
    given.ifPresent(tokenizer -> StreamHeader.of(tokenizer).require(file, tokens));
    return given;
  }

  public Optional<Tokenizer> read() throws IOException {
    return file == null ? Optional.empty() : Optional.of(TokenizerOption.read(file));
  }
}
