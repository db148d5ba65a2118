package chainrule.train.ngram;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// A model built in memory, for one run.
///
/// @param memory that lives as long as the model
record MemoryStorage(Arena memory) implements Storage {
  @Override
  public Part part(long size) {
    MemorySegment bytes = memory.allocate(size + Long.BYTES, TableShape.LINE);
    return new Part() {
      @Override
      public void write(long at, byte[] from) {
        MemorySegment.copy(from, 0, bytes, ValueLayout.JAVA_BYTE, at, from.length);
      }

      @Override
      public byte[] read(long at, int length) {
        return bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
      }

      @Override
      public Section section(Arena arena) {
        return Section.trusted(bytes);
      }

      @Override
      public long offset() {
        return 0;
      }
    };
  }

  @Override
  public void discard(Part last) {
    // Rare enough to leave it to the arena.
  }

  @Override
  public Optional<Scratch> scratch(long reserved) {
    return Optional.empty();
  }
}
