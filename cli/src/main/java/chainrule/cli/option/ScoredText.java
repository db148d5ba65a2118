package chainrule.cli.option;

import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReaders;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.score.Batch;
import chainrule.train.score.IdBatches;
import chainrule.train.score.TextBatches;
import chainrule.train.score.WordSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// What models are asked about: text of words, or tokens in any of their forms.
@Heading("Text")
public final class ScoredText {
  /// The words of `--input`.
  public enum Kind {
    AUTO,
    TEXT,
    PIECES,
    STREAM,
    IDS,
    U16,
    U32
  }

  private static final int HEAD = 64;

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description =
          "The input is ${COMPLETION-CANDIDATES}; auto tells token streams by what they hold,"
              + " pieces, ids, u16 and u32 by the file's ending, and takes the rest for text"
              + " (default: auto).")
  private Kind kind = Kind.AUTO;

  @Option(
      names = {"-t", "--tokenizer"},
      paramLabel = "TOKENIZER",
      completionCandidates = TokenizerOption.BuiltIn.class,
      description = TokenizerOption.DESCRIPTION)
  private String tokenizer;

  @Option(
      names = "--no-markers",
      description = "Leave out <s> and </s>: sentences neither begin nor end.")
  private boolean noMarkers;

  @Option(
      names = "--invalid",
      paramLabel = "HOW",
      description = "What to do about bytes that are not UTF-8.")
  private InvalidText invalid = InvalidText.ERROR;

  public boolean markers() {
    return !noMarkers;
  }

  /// The batches of one input, to be closed.
  public interface Batches extends AutoCloseable {
    Iterator<Supplier<Batch>> iterator();

    /// Of the original text, where the input itself tells it at its end.
    OptionalLong textBytes();

    @Override
    void close() throws IOException;
  }

  /// Whether the input is lines of text, as far as that can be seen without reading it.
  public boolean isText(Input input) throws IOException {
    Kind found = found(input);
    return found == Kind.TEXT || found == Kind.PIECES;
  }

  public Batches open(Input input, LongConsumer progress) throws IOException {
    Kind found = found(input);
    return switch (found) {
      case AUTO, TEXT, PIECES -> {
        WordSplitter splitter = new WordSplitter(found == Kind.PIECES, invalid != InvalidText.KEEP);
        yield text(new TextBatches(List.of(input), splitter, progress));
      }
      case STREAM -> ids(input, TokenFormat.STREAM);
      case IDS -> ids(input, TokenFormat.IDS);
      case U16 -> ids(input, TokenFormat.U16);
      case U32 -> ids(input, TokenFormat.U32);
    };
  }

  private Kind found(Input input) throws IOException {
    if (kind != Kind.AUTO) {
      return kind;
    }
    byte[] head = new byte[0];
    if (input.isPlainFile()) {
      try (InputStream in = input.open()) {
        head = in.readNBytes(HEAD);
      }
    }
    return TokenFormat.recognise(input.name(), head)
        .map(
            format ->
                switch (format) {
                  case STREAM -> Kind.STREAM;
                  case IDS -> Kind.IDS;
                  case PIECES -> Kind.PIECES;
                  case U16 -> Kind.U16;
                  case U32 -> Kind.U32;
                  case JSONL -> Kind.TEXT;
                })
        .orElse(Kind.TEXT);
  }

  private static Batches text(TextBatches batches) {
    return new Batches() {
      @Override
      public Iterator<Supplier<Batch>> iterator() {
        return batches;
      }

      @Override
      public OptionalLong textBytes() {
        return OptionalLong.empty();
      }

      @Override
      public void close() throws IOException {
        batches.close();
      }
    };
  }

  private Batches ids(Input input, TokenFormat format) throws IOException {
    Optional<Tokenizer> known =
        tokenizer == null ? Optional.empty() : Optional.of(TokenizerOption.read(tokenizer));
    IntUnaryOperator bytes =
        known.isEmpty() ? _ -> 0 : id -> known.get().has(id) ? known.get().token(id).length : 0;
    IdBatches batches = new IdBatches(TokenReaders.open(input, Optional.of(format), known), bytes);
    return new Batches() {
      @Override
      public Iterator<Supplier<Batch>> iterator() {
        return batches;
      }

      @Override
      public OptionalLong textBytes() {
        long told = batches.textBytes();
        return told == 0 ? OptionalLong.empty() : OptionalLong.of(told);
      }

      @Override
      public void close() throws IOException {
        batches.close();
      }
    };
  }
}
