package chainrule.train.autograd;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Memory for the blocks of a plan. The largest blocks are placed first, each as low as it can lie
/// without meeting another that is in use at the same time; the arrays are kept from plan to plan.
final class Arena {
  /// Blocks begin at multiples of this: a cache line of floats. Where the lines themselves begin is
  /// not known, since arrays lie at multiples of 8 bytes; measured, it makes no difference.
  private static final int ALIGNMENT = 16;

  private static final long LONGEST = Shape.MOST_ELEMENTS; // of an array

  private final Type type;
  private final List<Tensor> arrays = new ArrayList<>();

  Arena(Type type) {
    this.type = type;
  }

  /// Decides where each block lies.
  ///
  /// @return how many numbers the arena must hold
  static long place(List<Block> blocks) {
    List<Block> placed = new ArrayList<>();
    long most = 0;
    for (Block block : blocks.stream().sorted(Comparator.comparingLong(b -> -b.size)).toList()) {
      block.place = lowest(block, placed);
      int at = 0;
      while (at < placed.size() && placed.get(at).place <= block.place) {
        at++;
      }
      placed.add(at, block);
      most = Math.max(most, block.place + block.size);
    }
    return most;
  }

  /// @param placed in the order of their places
  private static long lowest(Block block, List<Block> placed) {
    long place = 0;
    for (Block other : placed) {
      if (other.overlaps(block)) {
        if (fits(place, block.size) && place + block.size <= other.place) {
          return place;
        }
        place = Math.max(place, aligned(other.place + other.size));
      }
      if (!fits(place, block.size)) {
        place = (place / LONGEST + 1) * LONGEST;
      }
    }
    return place;
  }

  /// Whether a stretch lies in one array.
  private static boolean fits(long place, long size) {
    return place % LONGEST + size <= LONGEST;
  }

  private static long aligned(long place) {
    return (place + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /// How many bytes must be allocated beside those that are there already.
  long missingBytes(long elements) {
    long missing = 0;
    for (int i = 0; i < arrayCount(elements); i++) {
      long length = length(elements, i);
      missing += i < arrays.size() && arrays.get(i).size() >= length ? 0 : length;
    }
    return missing * type.bytes();
  }

  /// Allocates what is missing.
  void grow(long elements) {
    for (int i = 0; i < arrayCount(elements); i++) {
      long length = length(elements, i);
      if (i == arrays.size()) {
        arrays.add(Tensor.NONE);
      }
      if (arrays.get(i).size() < length) {
        arrays.set(i, Tensor.NONE); // let go of the old one first
        arrays.set(i, Tensor.zeros(type, Shape.of(Math.toIntExact(length))));
      }
    }
  }

  private static int arrayCount(long elements) {
    return Math.toIntExact((elements + LONGEST - 1) / LONGEST);
  }

  private static long length(long elements, int array) {
    return Math.min(LONGEST, elements - array * LONGEST);
  }

  Tensor tensor(Block block, Shape shape) {
    Tensor array = arrays.get((int) (block.place / LONGEST));
    return array.part((int) (block.place % LONGEST), shape);
  }
}
