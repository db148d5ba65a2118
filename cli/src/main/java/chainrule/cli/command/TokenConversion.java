package chainrule.cli.command;

import chainrule.cli.option.Output;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.stream.ArrayWriter;
import chainrule.tokenize.stream.IdsWriter;
import chainrule.tokenize.stream.KnownTokens;
import chainrule.tokenize.stream.PiecesWriter;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.StreamWriter;
import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.stream.TokenReaders;
import chainrule.tokenize.stream.TokenWriter;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tokens from one form to another, a block at a time.
final class TokenConversion implements Conversion {
  @Override
  public String kind() {
    return "tokens";
  }

  @Override
  public boolean takes(Input input, byte[] head) {
    return TokenFormat.recognise(input.name(), head).isPresent();
  }

  @Override
  public List<String> forms() {
    return List.of("stream", "ids", "pieces", "u16", "u32");
  }

  @Override
  public String usualForm(byte[] head, String output) {
    return TokenFormat.recognise(output, new byte[0]).orElse(TokenFormat.STREAM).toString();
  }

  @Override
  public void convert(Job job) throws IOException {
    Optional<Tokenizer> tokenizer = job.tokenizer().read();
    try (TokenReader reader =
        KnownTokens.of(
            TokenReaders.open(job.input(), job.inputForm(), tokenizer),
            job.input().name(),
            tokenizer)) {
      TokenWriter writer =
          writer(
              TokenFormat.valueOf(job.form().toUpperCase(Locale.ROOT)),
              reader,
              tokenizer,
              job.output());
      TokenBlock block = new TokenBlock();
      while (reader.next(block)) {
        int start = 0;
        for (int i = 0; i < block.documents(); i++) {
          writer.write(block.tokens(), start, block.ends()[i]);
          writer.endDocument();
          start = block.ends()[i];
        }
        writer.write(block.tokens(), start, block.size());
      }
      writer.addText(reader.textBytes());
      writer.finish();
    }
  }

  private TokenWriter writer(
      TokenFormat format, TokenReader reader, Optional<Tokenizer> tokenizer, Output output)
      throws IOException {
    return switch (format) {
      case STREAM -> new StreamWriter(output.stream(), header(reader, tokenizer));
      case IDS -> new IdsWriter(output.stream());
      case PIECES -> new PiecesWriter(output.stream(), tokenizer.orElseThrow(() -> needed(format)));
      case U16 -> new ArrayWriter(output.stream(), 2);
      case U32 -> new ArrayWriter(output.stream(), 4);
      case JSONL -> // has offsets in a text that is not there
          throw new IllegalArgumentException(format + " is none of " + forms());
    };
  }

  private static StreamHeader header(TokenReader reader, Optional<Tokenizer> tokenizer) {
    return reader
        .header()
        .or(() -> tokenizer.map(t -> new StreamHeader(t.size(), t.fingerprint())))
        .orElseThrow(() -> needed(TokenFormat.STREAM));
  }

  private static BadSetting needed(TokenFormat format) {
    return new BadSetting(
        "to write " + format + ", the tokenizer of the tokens must be known", "name it with -t");
  }
}
