package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.Output;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.TokenFiles;
import chainrule.cli.option.TokenizerOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.stream.CheckedText;
import chainrule.tokenize.stream.IdsReader;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.LineReader;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.stream.TokenReaders;
import chainrule.tokenize.stream.TokenText;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `detokenize`: tokens back to text.
@Page(
    summary = "turn tokens back into text",
    description =
        """
        Reads tokens in any form that tokenize writes and gives their text back, byte for byte, \
        adding nothing. Where a document is a line of tokens (ids, pieces, jsonl) it becomes a line \
        of text.
        """,
    examples =
        """
        # There and back
        chainrule tokenize -t bpe.json book.txt | chainrule detokenize -t bpe.json

        # What do these numbers say?
        echo 15496 995 | chainrule detokenize -t vocab.json --input ids
        """)
final class Detokenize extends Command {
  @Mixin private InputFiles files;
  @Mixin private TokenizerOption tokenizer;
  @Mixin private OutputFile output;

  @Option(
      names = "--input",
      paramLabel = "FORMAT",
      description =
          "The tokens are ${COMPLETION-CANDIDATES} (default: seen from what they hold or from the"
              + " file's ending).")
  private TokenFormat input;

  @Option(names = "--skip-specials", description = "Leave special tokens out of the text.")
  private boolean skipSpecials;

  @Option(
      names = "--invalid",
      paramLabel = "HOW",
      description = "What to do about bytes that are not UTF-8.")
  private InvalidText invalid = InvalidText.KEEP;

  @Override
  protected void run(Console console) throws IOException {
    Tokenizer chosen = tokenizer.read();
    try (Output out = output.open(console)) {
      CheckedText text = new CheckedText(out.stream(), invalid, "the text of the tokens");
      for (Input tokens : files.inputs(console, "tokens")) {
        if (input == null) {
          TokenFiles.check(tokens);
        }
        try (TokenReader reader =
            TokenReaders.open(tokens, Optional.ofNullable(input), Optional.of(chosen))) {
          boolean lines = reader instanceof IdsReader || reader instanceof LineReader;
          new TokenText(chosen, !skipSpecials, lines, text).run(tokens.name(), reader);
        }
      }
      text.finish();
      out.commit();
    }
  }
}
