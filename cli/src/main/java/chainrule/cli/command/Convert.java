package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.OptionalTokenizer;
import chainrule.cli.option.Output;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.RepeatedInput;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.TokenFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `convert`: one thing, another form. Each kind of thing is a [Conversion], a line of the list
/// here.
@Page(
    summary = "write a file in another form",
    description =
        """
        Reads FILE, whose kind is found from what it holds, and writes the same thing in another \
        form. N-gram models: arpa, binary. Tokens: stream, ids, pieces, u16, u32; pieces, and a \
        stream from plain numbers, need the tokenizer. Tokenizers: tokenizer.json, ranks, gpt2 \
        (vocab.json, with merges.txt beside it), vocab.txt.
        """,
    examples =
        """
        # An ARPA file that loads at once
        chainrule convert lm.arpa.gz -o lm.bin

        # A SentencePiece model for Hugging Face's library
        chainrule convert tokenizer.model -o tokenizer.json

        # And back, for other tools
        chainrule convert lm.bin --to arpa -o lm.arpa
        """)
final class Convert extends Command {
  private static final int HEAD = 1 << 14;

  /// Asked in this order.
  private static final List<Conversion> CONVERSIONS =
      List.of(new NgramConversion(), new TokenConversion(), new TokenizerConversion());

  @Parameters(paramLabel = "FILE", description = "The file to convert, - for standard input.")
  private String file;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = "The form to write (default: by the output's ending, else the other one).")
  private String form;

  @Option(
      names = "--input",
      paramLabel = "FORMAT",
      description =
          "The tokens are ${COMPLETION-CANDIDATES} (default: seen from what they hold or from the"
              + " file's ending).")
  private TokenFormat input;

  @Mixin private OptionalTokenizer tokenizer;
  @Mixin private OutputFile output;
  @Mixin private ThreadsOption threads;

  @Override
  protected void run(Console console) throws IOException {
    Input named = InputFiles.of(file, console, "something to convert");
    try (RepeatedInput repeated = RepeatedInput.of(named, console)) {
      convert(repeated.input(), console);
    }
  }

  private void convert(Input from, Console console) throws IOException {
    byte[] head;
    try (InputStream in = from.open()) {
      head = in.readNBytes(HEAD);
    }
    Conversion conversion = input == null ? conversion(from, head) : new TokenConversion();
    String wanted = form == null ? conversion.usualForm(head, outputName()) : form;
    if (!conversion.forms().contains(wanted)) {
      throw new BadSetting(
          "%s: there is no form '%s' of %s".formatted(file, wanted, conversion.kind()),
          "there are " + String.join(", ", conversion.forms()));
    }
    try (Parallel parallel = threads.start();
        Output out = output.open(console)) {
      conversion.convert(
          new Conversion.Job(
              from,
              wanted,
              out,
              outputName(),
              Optional.ofNullable(input),
              tokenizer,
              parallel,
              console));
      out.commit();
    }
  }

  private String outputName() {
    return output.path().map(Object::toString).orElse("");
  }

  private static Conversion conversion(Input input, byte[] head) throws IOException {
    for (Conversion conversion : CONVERSIONS) {
      if (conversion.takes(input, head)) {
        return conversion;
      }
    }
    throw new MalformedInput(
        input.name(), "", "is of no kind that can be converted", ForeignKind.advice(head));
  }
}
