package chainrule.train.data;

import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.EncodedBlock;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.StreamWriter;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/// Writes tokens that come from a pipe, from text or from several files into one file that can be
/// mapped.
public final class Spool {
  private Spool() {}

  /// Tokens as they come from readers, one after the other. How much text they were is known where
  /// each reader knows it of its own.
  public static void tokens(List<TokenReader> readers, StreamHeader header, Path file)
      throws IOException {
    try (AtomicFile whole = AtomicFile.create(file)) {
      OutputStream out = new BufferedOutputStream(whole.stream(), 1 << 16);
      StreamWriter writer = new StreamWriter(out, header);
      TokenBlock block = new TokenBlock();
      long text = 0;
      boolean isKnown = true;
      for (TokenReader reader : readers) {
        long tokens = 0;
        while (reader.next(block)) {
          tokens += block.size();
          int from = 0;
          for (int i = 0; i < block.documents(); i++) {
            writer.write(block.tokens(), from, block.ends()[i]);
            writer.endDocument();
            from = block.ends()[i];
          }
          writer.write(block.tokens(), from, block.size());
        }
        text += reader.textBytes();
        isKnown &= reader.textBytes() > 0 || tokens == 0;
      }
      writer.addText(isKnown ? text : 0);
      writer.finish();
      whole.place();
    }
  }

  /// The tokens of texts, each file a document.
  ///
  /// @param progress told the bytes that were read
  public static void text(
      List<Input> texts,
      Tokenizer tokenizer,
      InvalidText invalid,
      Parallel parallel,
      Path file,
      LongConsumer progress)
      throws IOException {
    TextTokens.Settings settings =
        new TextTokens.Settings(new DocumentKind.File(), invalid, true, false);
    try (AtomicFile whole = AtomicFile.create(file)) {
      OutputStream out = new BufferedOutputStream(whole.stream(), 1 << 16);
      StreamWriter writer = new StreamWriter(out, StreamHeader.of(tokenizer));
      new TextTokens(tokenizer, settings)
          .run(texts, parallel, block -> write(block, writer), progress);
      writer.finish();
      whole.place();
    }
  }

  private static void write(EncodedBlock block, StreamWriter writer) {
    try {
      for (int part = 0; part < block.parts(); part++) {
        writer.write(block.tokens().array(), block.from(part), block.to(part));
        writer.addText(block.textBytes(part));
        if (block.endsDocument(part)) {
          writer.endDocument();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
