package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads the token stream; every frame's checksum is compared before its tokens are handed on.
public final class StreamReader implements TokenReader {
  static final int END_PAYLOAD = 3 * Long.BYTES;

  private final String source;
  private final InputStream in;
  private final StreamHeader header;
  private final CRC32C checksum = new CRC32C();
  private final byte[] buffer;
  private long offset;
  private long tokens;
  private long documents;
  private long textBytes;
  private boolean open; // whether tokens wait for their document's end
  private boolean ended;

  /// @param source how messages call the input
  public StreamReader(String source, InputStream in) throws IOException {
    this.source = source;
    this.in = in;
    this.header = StreamHeader.parse(source, in.readNBytes(StreamHeader.BYTES));
    this.offset = StreamHeader.BYTES;
    this.buffer =
        new byte
            [StreamWriter.payload(header.tokenBytes(), TokenBlock.CAPACITY, TokenBlock.CAPACITY)];
  }

  @Override
  public Optional<StreamHeader> header() {
    return Optional.of(header);
  }

  @Override
  public long textBytes() {
    return textBytes;
  }

  @Override
  public boolean next(TokenBlock block) throws IOException {
    block.clear();
    while (!ended) {
      long start = offset;
      ByteBuffer head = read(StreamWriter.FRAME_HEADER, new byte[StreamWriter.FRAME_HEADER]);
      switch (head.getInt(0)) {
        case StreamWriter.TOKENS -> {
          readTokens(head, start, block);
          return true;
        }
        case StreamWriter.END -> {
          readEnd(head, start);
          ended = !readNextHeader();
        }
        default -> throw damaged(start, "no frame begins here");
      }
    }
    if (open) {
      open = false;
      block.ends[block.documents++] = 0;
      return true;
    }
    return false;
  }

  private void readTokens(ByteBuffer head, long start, TokenBlock block) throws IOException {
    int size = head.getInt(4);
    int ends = head.getInt(8);
    if (size < 0 || size > TokenBlock.CAPACITY || ends < 0 || ends > TokenBlock.CAPACITY) {
      throw damaged(start, "a frame of " + size + " tokens and " + ends + " documents");
    }
    ByteBuffer data = payload(head, start, StreamWriter.payload(header.tokenBytes(), size, ends));
    if (header.tokenBytes() == 2) {
      for (int i = 0; i < size; i++) {
        block.tokens[i] = data.getShort() & 0xffff;
      }
    } else {
      for (int i = 0; i < size; i++) {
        block.tokens[i] = data.getInt();
      }
    }
    for (int i = 0; i < size; i++) {
      if (Integer.toUnsignedLong(block.tokens[i]) >= header.vocabularySize()) {
        throw damaged(
            start, "token " + block.tokens[i] + " of a vocabulary of " + header.vocabularySize());
      }
    }
    data.position((size * header.tokenBytes() + 3) / 4 * 4);
    int previous = 0;
    for (int i = 0; i < ends; i++) {
      int end = data.getInt();
      if (end < previous || end > size) {
        throw damaged(start, "documents end out of order");
      }
      block.ends[i] = end;
      previous = end;
    }
    block.size = size;
    block.documents = ends;
    open = size > (ends == 0 ? 0 : previous) || (open && ends == 0);
    tokens += size;
    documents += ends;
  }

  private void readEnd(ByteBuffer head, long start) throws IOException {
    ByteBuffer data = payload(head, start, END_PAYLOAD);
    if (head.getLong(4) != 0) {
      throw damaged(start, "the last frame holds tokens");
    }
    if (data.getLong(0) != tokens || data.getLong(8) != documents) {
      throw damaged(
          start,
          String.format(
              "ends with %d tokens in %d documents after %d in %d",
              data.getLong(0), data.getLong(8), tokens, documents));
    }
    textBytes += data.getLong(16);
    tokens = 0;
    documents = 0;
  }

  /// Concatenated streams follow one another.
  private boolean readNextHeader() throws IOException {
    long start = offset;
    byte[] bytes = in.readNBytes(StreamHeader.BYTES);
    if (bytes.length == 0) {
      return false;
    }
    offset += bytes.length;
    StreamHeader next = StreamHeader.parse(source + " (from byte " + start + ")", bytes);
    if (!next.equals(header)) {
      throw MalformedInput.atByte(
          source,
          start,
          String.format(
              "a stream of tokenizer %s follows one of %s",
              StreamHeader.brief(next.fingerprint()), StreamHeader.brief(header.fingerprint())),
          "concatenate only streams of one tokenizer");
    }
    return true;
  }

  private ByteBuffer payload(ByteBuffer head, long start, int length) throws IOException {
    ByteBuffer data = read(length, buffer);
    checksum.reset();
    checksum.update(buffer, 0, length);
    if ((int) checksum.getValue() != head.getInt(12)) {
      throw damaged(start, "the checksum of this frame is wrong");
    }
    return data;
  }

  private ByteBuffer read(int length, byte[] into) throws IOException {
    int count = in.readNBytes(into, 0, length);
    offset += count;
    if (count < length) {
      throw StreamHeader.cut(source, offset);
    }
    return ByteBuffer.wrap(into, 0, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private MalformedInput damaged(long at, String problem) {
    return MalformedInput.atByte(source, at, "damaged token stream: " + problem, "make it again");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
