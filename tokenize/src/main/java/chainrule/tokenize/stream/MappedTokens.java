package chainrule.tokenize.stream;

import chainrule.tokenize.io.Input;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/// The tokens of a file at any place, without reading it into memory: for files far larger than it.
/// [FrameTable] knows where they lie. Threads may share it until it is closed.
public final class MappedTokens implements AutoCloseable {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena;
  private final MemorySegment data;
  private final FrameTable frames;

  private MappedTokens(Arena arena, MemorySegment data, FrameTable frames) {
    this.arena = arena;
    this.data = data;
    this.frames = frames;
  }

  /// @param format stream, u16 or u32, the forms that can be mapped
  public static MappedTokens open(Input input, TokenFormat format) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = input.channel()) {
      MemorySegment data = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      FrameTable frames =
          switch (format) {
            case STREAM -> FrameTable.ofStream(input.name(), data);
            case U16 -> FrameTable.ofArray(input.name(), data.byteSize(), 2);
            case U32 -> FrameTable.ofArray(input.name(), data.byteSize(), 4);
            case IDS, PIECES, JSONL ->
                throw new IllegalArgumentException(format + " cannot be mapped");
          };
      return new MappedTokens(arena, data, frames);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  public Optional<StreamHeader> header() {
    return frames.header();
  }

  /// The number of tokens.
  public long size() {
    return frames.tokens();
  }

  /// The number of bytes of text that they stand for, or 0 where it is not known.
  public long textBytes() {
    return frames.textBytes();
  }

  /// Copies `count` tokens from number `from` on.
  public void copy(long from, int count, int[] to, int at) {
    long position = from;
    int written = at;
    int left = count;
    for (int frame = frames.frameOf(from); left > 0; frame++) {
      long offset = frames.offset(frame, data);
      int begin = (int) (position - frames.first(frame));
      int run = (int) Math.min(left, frames.first(frame + 1) - position);
      for (int i = 0; i < run; i++) {
        to[written + i] =
            frames.tokenBytes() == 2
                ? data.get(SHORT, offset + 2L * (begin + i)) & 0xffff
                : data.get(INT, offset + 4L * (begin + i));
      }
      position += run;
      written += run;
      left -= run;
    }
  }

  /// The ends of the documents, as numbers of tokens before them, ascending.
  public long[] documentEnds() {
    return frames.documentEnds(data);
  }

  @Override
  public void close() {
    arena.close();
  }
}
