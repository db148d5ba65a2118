package chainrule.tokenize.stream;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.text.TextBuffer.Place;
import chainrule.tokenize.tokenizer.TextEncoder;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Encodes texts on all threads, document by document, in order and in memory that does not grow
/// with them.
public final class TextTokens {
  /// How text is read and encoded.
  ///
  /// @param specials whether special tokens are found in text; else they are text
  /// @param traced whether offsets and texts are kept with the tokens
  public record Settings(
      DocumentKind documents, InvalidText invalid, boolean specials, boolean traced) {}

  private static final int SMALL_BLOCK = 1 << 16; // what is made of its tokens is far larger

  private final Tokenizer tokenizer;
  private final Settings settings;
  private final Queue<TextEncoder> idle = new ConcurrentLinkedQueue<>();
  private final Queue<TokenBuffer> buffers = new ConcurrentLinkedQueue<>();

  public TextTokens(Tokenizer tokenizer, Settings settings) {
    this.tokenizer = tokenizer;
    this.settings = settings;
  }

  /// Hands all tokens of the inputs to `out`, on the caller's thread.
  ///
  /// @param out must be done with a block's buffer when it returns
  /// @param progress told the bytes that were read
  public void run(
      List<Input> inputs, Parallel parallel, Consumer<EncodedBlock> out, LongConsumer progress) {
    TextBlocks blocks = blocks(inputs, TextBlocks.USUAL, progress);
    parallel.ordered(
        blocks,
        this::encode,
        block -> {
          out.accept(block);
          block.tokens().clear();
          buffers.add(block.tokens());
        },
        block -> block.urgent);
  }

  /// Some documents in a row, encoded by whoever wants their tokens.
  public final class Pending {
    private final TextBlock block;

    private Pending(TextBlock block) {
      this.block = block;
    }

    /// Whether its last document goes on in the next one.
    public boolean isOpen() {
      return block.open;
    }

    /// May be called on any thread.
    public EncodedBlock encode() {
      return TextTokens.this.encode(block);
    }
  }

  /// All of an input, read as it is asked for. Not for several threads.
  ///
  /// @param progress told the bytes that were read
  public Iterator<Pending> pending(Input input, LongConsumer progress) {
    TextBlocks blocks = blocks(List.of(input), SMALL_BLOCK, progress);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public Pending next() {
        return new Pending(blocks.next());
      }
    };
  }

  private TextBlocks blocks(List<Input> inputs, int size, LongConsumer progress) {
    return new TextBlocks(inputs, settings.documents(), tokenizer.cuts(), size, progress);
  }

  private EncodedBlock encode(TextBlock block) {
    TextEncoder encoder = idle.poll();
    if (encoder == null) {
      encoder =
          settings.traced()
              ? tokenizer.tracingEncoder(settings.specials())
              : tokenizer.encoder(settings.specials());
    }
    TokenBuffer tokens = buffers.poll();
    if (tokens == null) {
      tokens = new TokenBuffer(settings.traced());
    }
    EncodedBlock encoded = new EncodedBlock(tokens, block.open, block.urgent);
    boolean clean = settings.invalid().accepts(block.bytes, block.source, block.offset);
    for (int part = 0; part < block.parts(); part++) {
      int from = block.from(part);
      int to = block.to(part);
      if (clean) {
        encode(block, part, block.bytes, from, to, encoder, encoded);
      } else {
        byte[] repaired = InvalidText.repair(block.bytes, from, to);
        encode(block, part, repaired, 0, repaired.length, encoder, encoded);
      }
    }
    idle.add(encoder);
    return encoded;
  }

  private void encode(
      TextBlock block,
      int part,
      byte[] text,
      int from,
      int to,
      TextEncoder encoder,
      EncodedBlock encoded) {
    byte[] bytes = text;
    int start = from;
    int end = to;
    if (settings.documents() instanceof DocumentKind.Field(String name)) {
      bytes = field(block, part, text, from, to, name);
      start = 0;
      end = bytes.length;
    }
    if (settings.traced()) {
      bytes = Arrays.copyOfRange(bytes, start, end); // offsets count from the part's beginning
      end -= start;
      start = 0;
    }
    Place place = part == 0 && block.continued ? Place.CONTINUED : Place.DOCUMENT;
    encoder.encode(bytes, start, end, place, encoded.tokens());
    encoded.endPart(settings.traced() ? bytes : new byte[0], end - start);
  }

  private static byte[] field(
      TextBlock block, int part, byte[] text, int from, int to, String name) {
    String source = block.source;
    String place = "byte " + (block.offset + block.from(part));
    try {
      String line = new String(text, from, to - from, StandardCharsets.UTF_8);
      Json json = JsonReader.readLine(source, place, line);
      if (json instanceof Json.Members members
          && members.members().get(name) instanceof Json.Text(String value)) {
        return value.getBytes(StandardCharsets.UTF_8);
      }
      throw new MalformedInput(
          source,
          place,
          "the line has no string under \"" + name + "\"",
          "is it JSON lines with that field? --documents takes file, line, paragraph or a field");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
