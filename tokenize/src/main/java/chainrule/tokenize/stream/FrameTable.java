package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Where the tokens of a mapped file lie: found by hopping from one frame's header to the next, so
/// that opening a file touches a thousandth of it. A frame's checksum is compared when its tokens
/// are first asked for. An array without frames is one frame.
final class FrameTable {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String source;
  private final Optional<StreamHeader> header;
  private final int tokenBytes;
  private long[] offsets = new long[16]; // of each frame's header
  private long[] firsts = new long[17]; // number of each frame's first token, and of all tokens
  private int frames;
  private long documents;
  private long textBytes;
  private boolean[] checked;

  private FrameTable(String source, Optional<StreamHeader> header, int tokenBytes) {
    this.source = source;
    this.header = header;
    this.tokenBytes = tokenBytes;
  }

  static FrameTable ofArray(String source, long bytes, int tokenBytes) {
    if (bytes % tokenBytes != 0) {
      throw MalformedInput.atByte(
          source,
          bytes,
          "ends within a number of " + 8 * tokenBytes + " bits",
          "it is cut short, or of the other width");
    }
    FrameTable table = new FrameTable(source, Optional.empty(), tokenBytes);
    table.add(-StreamWriter.FRAME_HEADER, bytes / tokenBytes);
    table.checked = new boolean[] {true};
    return table;
  }

  static FrameTable ofStream(String source, MemorySegment data) {
    StreamHeader header = StreamHeader.parse(source, head(data, 0));
    FrameTable table = new FrameTable(source, Optional.of(header), header.tokenBytes());
    long at = 0;
    do { // for each of the streams that were concatenated
      if (!StreamHeader.parse(source, head(data, at)).equals(header)) {
        throw MalformedInput.atByte(source, at, "a stream of another tokenizer follows", "");
      }
      at += StreamHeader.BYTES;
      boolean ended = false;
      while (!ended) {
        table.require(data, at, StreamWriter.FRAME_HEADER);
        ended = data.get(INT, at) == StreamWriter.END;
        at = table.hop(data, at);
      }
    } while (at < data.byteSize());
    table.checked = new boolean[table.frames];
    return table;
  }

  /// Takes the frame at this offset into the table, and returns where the next one begins.
  private long hop(MemorySegment data, long at) {
    int kind = data.get(INT, at);
    int size = data.get(INT, at + 4);
    int ends = data.get(INT, at + 8);
    long payload;
    if (kind == StreamWriter.END) {
      payload = StreamReader.END_PAYLOAD;
      require(data, at, StreamWriter.FRAME_HEADER + payload);
      textBytes += data.get(LONG, at + StreamWriter.FRAME_HEADER + 16);
    } else if (kind == StreamWriter.TOKENS
        && size >= 0
        && size <= TokenBlock.CAPACITY
        && ends >= 0
        && ends <= TokenBlock.CAPACITY) {
      payload = StreamWriter.payload(tokenBytes, size, ends);
      require(data, at, StreamWriter.FRAME_HEADER + payload);
      add(at, size);
      documents += ends;
    } else {
      throw MalformedInput.atByte(source, at, "damaged token stream: no frame begins here", "");
    }
    return at + StreamWriter.FRAME_HEADER + payload;
  }

  private void add(long offset, long size) {
    if (frames == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * frames);
      firsts = Arrays.copyOf(firsts, 2 * frames + 1);
    }
    offsets[frames] = offset;
    firsts[frames + 1] = firsts[frames] + size;
    frames++;
  }

  private void require(MemorySegment data, long at, long bytes) {
    if (bytes > data.byteSize() - at) {
      throw StreamHeader.cut(source, data.byteSize());
    }
  }

  private static byte[] head(MemorySegment data, long at) {
    long length = Math.min(StreamHeader.BYTES, data.byteSize() - at);
    return data.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
  }

  Optional<StreamHeader> header() {
    return header;
  }

  int tokenBytes() {
    return tokenBytes;
  }

  long tokens() {
    return firsts[frames];
  }

  long textBytes() {
    return textBytes;
  }

  /// The frame that holds token number `token`.
  int frameOf(long token) {
    if (token < 0 || token >= tokens()) {
      throw new IndexOutOfBoundsException("token " + token + " of " + tokens());
    }
    int at = Arrays.binarySearch(firsts, 0, frames + 1, token);
    while (at >= 0 && firsts[at + 1] == token) {
      at++; // frames without tokens come before the one that holds it
    }
    return at >= 0 ? at : -at - 2;
  }

  long first(int frame) {
    return firsts[frame];
  }

  /// Where the frame's tokens begin, after its checksum was found right.
  long offset(int frame, MemorySegment data) {
    check(frame, data);
    return offsets[frame] + StreamWriter.FRAME_HEADER;
  }

  /// Threads may do the same check at once: the result is the same.
  private void check(int frame, MemorySegment data) {
    if (checked[frame]) {
      return;
    }
    long at = offsets[frame];
    int bytes = StreamWriter.payload(tokenBytes, data.get(INT, at + 4), data.get(INT, at + 8));
    CRC32C checksum = new CRC32C();
    checksum.update(data.asSlice(at + StreamWriter.FRAME_HEADER, bytes).asByteBuffer());
    if ((int) checksum.getValue() != data.get(INT, at + 12)) {
      throw MalformedInput.atByte(
          source, at, "damaged token stream: the checksum of this frame is wrong", "make it again");
    }
    checked[frame] = true;
  }

  long[] documentEnds(MemorySegment data) {
    if (header.isEmpty()) {
      return new long[] {tokens()};
    }
    long[] ends = new long[Math.toIntExact(documents)];
    int found = 0;
    for (int frame = 0; frame < frames; frame++) {
      int size = (int) (firsts[frame + 1] - firsts[frame]);
      long at = offset(frame, data) + (size * (long) tokenBytes + 3) / 4 * 4;
      for (int i = data.get(INT, offsets[frame] + 8); i > 0; i--, at += 4) {
        ends[found++] = firsts[frame] + data.get(INT, at);
      }
    }
    return ends;
  }
}
