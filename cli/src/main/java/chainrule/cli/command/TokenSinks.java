package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.Output;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.stream.ArrayWriter;
import chainrule.tokenize.stream.DocumentWindows;
import chainrule.tokenize.stream.EncodedBlock;
import chainrule.tokenize.stream.IdsWriter;
import chainrule.tokenize.stream.JsonlWriter;
import chainrule.tokenize.stream.PiecesWriter;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.StreamWriter;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenWriter;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Where the tokens of `tokenize` go: nowhere, into one file, or into one for training and one for
/// validation; and the counts of what went there.
final class TokenSinks implements Consumer<EncodedBlock>, AutoCloseable {
  /// One file in one of the formats.
  private static final class Sink implements AutoCloseable {
    private final Output output;
    private final TokenWriter writer; // null for JSON lines
    private final JsonlWriter json; // null for all others

    Sink(Output output, TokenFormat format, Tokenizer tokenizer, DocumentWindows.Shape shape)
        throws IOException {
      this.output = output;
      boolean lines = format == TokenFormat.JSONL;
      this.json = lines ? new JsonlWriter(output.stream(), tokenizer, shape) : null;
      this.writer = lines ? null : new DocumentWindows(writer(output, format, tokenizer), shape);
    }

    private static TokenWriter writer(Output output, TokenFormat format, Tokenizer tokenizer)
        throws IOException {
      return switch (format) {
        case STREAM ->
            new StreamWriter(
                output.stream(), new StreamHeader(tokenizer.size(), tokenizer.fingerprint()));
        case IDS -> new IdsWriter(output.stream());
        case PIECES -> new PiecesWriter(output.stream(), tokenizer);
        case U16 -> new ArrayWriter(output.stream(), 2);
        case U32 -> new ArrayWriter(output.stream(), 4);
        case JSONL -> throw new IllegalArgumentException("JSON lines carry offsets");
      };
    }

    void flush() throws IOException {
      if (json != null) {
        json.flush();
      } else {
        writer.flush();
      }
    }

    void finish() throws IOException {
      if (json == null) {
        writer.finish();
      }
      output.commit();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  private static final int LARGEST_SHORT_VOCABULARY = 1 << 16;

  private final List<Sink> sinks = new ArrayList<>(); // none, or training and then validation
  private double share = 1;
  private Tokenizer tokenizer; // of tokens that are split
  private OptionalLong trainBytes = OptionalLong.empty(); // where files are split by size
  private int current;
  private boolean within; // a document has begun
  private long documents;
  private long tokens;
  private long textBytes;

  private TokenSinks() {}

  /// Only counts.
  static TokenSinks counting() {
    return new TokenSinks();
  }

  static TokenSinks one(
      Output output, TokenFormat format, Tokenizer tokenizer, DocumentWindows.Shape shape)
      throws IOException {
    checkWidth(format, tokenizer);
    TokenSinks sinks = new TokenSinks();
    sinks.sinks.add(new Sink(output, format, tokenizer, shape));
    return sinks;
  }

  /// @param share of the first file
  /// @param bytes of all text, where that share is its beginning; else every so many documents go
  ///   to the second file
  static TokenSinks two(
      Path path,
      double share,
      OptionalLong bytes,
      TokenFormat format,
      Tokenizer tokenizer,
      DocumentWindows.Shape shape,
      Console console)
      throws IOException {
    checkWidth(format, tokenizer);
    TokenSinks sinks = new TokenSinks();
    sinks.share = share;
    sinks.tokenizer = tokenizer;
    if (bytes.isPresent()) {
      sinks.trainBytes = OptionalLong.of((long) (share * bytes.getAsLong()));
    }
    try {
      for (String part : List.of("train", "validation")) {
        Output output = Output.toFile(named(path, part), console);
        sinks.sinks.add(new Sink(output, format, tokenizer, shape));
      }
      return sinks;
    } catch (IOException | RuntimeException e) {
      sinks.close();
      throw e;
    }
  }

  /// `all.tok` becomes `all.train.tok`.
  private static Path named(Path path, String part) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String changed =
        dot <= 0 ? name + "." + part : name.substring(0, dot) + "." + part + name.substring(dot);
    return path.resolveSibling(changed);
  }

  private static void checkWidth(TokenFormat format, Tokenizer tokenizer) {
    if (format == TokenFormat.U16 && tokenizer.size() > LARGEST_SHORT_VOCABULARY) {
      throw new BadSetting(
          "the tokenizer has "
              + tokenizer.size()
              + " tokens, but u16 holds no more than "
              + LARGEST_SHORT_VOCABULARY,
          "use --format u32");
    }
  }

  @Override
  public void accept(EncodedBlock block) {
    try {
      for (int part = 0; part < block.parts(); part++) {
        part(block, part);
      }
      if (block.isUrgent()) {
        for (Sink sink : sinks) {
          sink.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void part(EncodedBlock block, int part) throws IOException {
    if (!sinks.isEmpty()) {
      if (trainBytes.isPresent()) {
        split(block, part);
      } else {
        if (!within && sinks.size() > 1) {
          current = (long) ((documents + 1) * share) > (long) (documents * share) ? 0 : 1;
        }
        write(block, part, block.from(part), block.to(part), block.textBytes(part));
      }
    }
    tokens += block.to(part) - block.from(part);
    textBytes += block.textBytes(part);
    within = !block.endsDocument(part);
    if (!within) {
      documents++;
    }
  }

  /// The token at which the share ends is found from the lengths of the part's tokens, the same
  /// whatever the threads.
  private void split(EncodedBlock block, int part) throws IOException {
    long left = trainBytes.getAsLong() - textBytes;
    int from = block.from(part);
    int to = block.to(part);
    long bytes = block.textBytes(part);
    if (current == 0 && left < bytes) {
      int cut = cut(block, part, Math.max(0, left));
      Sink train = sinks.getFirst();
      if (train.json != null) {
        throw new BadSetting("--split cannot cut a JSON line in two", "use --documents line");
      }
      if (cut > from || within) {
        train.writer.write(block.tokens().array(), from, cut);
        train.writer.addText(Math.max(0, left));
        train.writer.endDocument();
        bytes -= Math.max(0, left);
      }
      current = 1;
      from = cut;
    }
    write(block, part, from, to, bytes);
  }

  private int cut(EncodedBlock block, int part, long bytes) {
    int[] ids = block.tokens().array();
    long length = 0;
    for (int i = block.from(part); i < block.to(part); i++) {
      length += tokenizer.token(ids[i]).length;
    }
    long sum = 0;
    for (int i = block.from(part); i < block.to(part); i++) {
      sum += tokenizer.token(ids[i]).length;
      if (sum * (double) block.textBytes(part) > bytes * (double) length) {
        return i;
      }
    }
    return block.to(part);
  }

  private void write(EncodedBlock block, int part, int from, int to, long bytes)
      throws IOException {
    Sink sink = sinks.get(current);
    if (sink.json != null) {
      sink.json.write(block, part);
      return;
    }
    sink.writer.write(block.tokens().array(), from, to);
    sink.writer.addText(bytes);
    if (block.endsDocument(part)) {
      sink.writer.endDocument();
    }
  }

  /// Says that all tokens are there.
  void finish() throws IOException {
    for (Sink sink : sinks) {
      sink.finish();
    }
  }

  long documents() {
    return documents;
  }

  long tokens() {
    return tokens;
  }

  long textBytes() {
    return textBytes;
  }

  @Override
  public void close() throws IOException {
    for (Sink sink : sinks) {
      sink.close();
    }
  }
}
