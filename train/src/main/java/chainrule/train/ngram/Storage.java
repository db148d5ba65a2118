package chainrule.train.ngram;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Where a binary model is being built: a file ([FileStorage]) or memory ([MemoryStorage]).
interface Storage {
  /// Begins a part of this size after those before it.
  Part part(long size);

  /// Takes back the part that was begun last.
  void discard(Part last);

  /// Room that the next part does not take.
  ///
  /// @param reserved how many bytes the next part may take
  Optional<Scratch> scratch(long reserved);

  /// One part; it may be written in any order, and read once it is whole.
  interface Part {
    void write(long at, byte[] bytes);

    byte[] read(long at, int length);

    /// What was written, ready for queries while the model is being built.
    Section section(Arena arena);

    /// From the start of the file, in bytes; 0 in memory.
    long offset();

    default void write(long at, MemorySegment bytes) {
      long chunk = 1 << 20;
      for (long done = 0; done < bytes.byteSize(); done += chunk) {
        long length = Math.min(chunk, bytes.byteSize() - done);
        write(at + done, bytes.asSlice(done, length).toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }
}
