package chainrule.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The machine's vector: its species, how many floats it holds, and its way to and from arrays.
/// Nothing that is computed depends on it: products are summed one after the other, and other sums
/// run over [Sums]'s sixteen lanes.
///
/// Loops go by whole vectors; the shorter one at the end is apart from them, since the compiler
/// cannot keep vectors in registers where a whole and a shorter one may meet.
final class Lanes {
  static final VectorSpecies<Float> FLOATS = species();
  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  static final int COUNT = FLOATS.length();

  /// Vectors in the widest register tile: six rows of four need 29 registers, which AVX-512 and ARM
  /// have; six rows of two fit the 16 of AVX2 and SSE.
  static final int TILE_VECTORS =
      COUNT == 16 || System.getProperty("os.arch").equals("aarch64") ? 4 : 2;

  private Lanes() {}

  private static VectorSpecies<Float> species() {
    VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
    return switch (preferred.length()) {
      case 4, 8, 16 -> preferred;
      case 1, 2 -> FloatVector.SPECIES_128;
      default -> FloatVector.SPECIES_512;
    };
  }

  /// The largest multiple of the vector's length that is not above `size`.
  static int whole(int size) {
    return size - size % COUNT;
  }

  /// The numbers from `at` on, which are there.
  static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(FLOATS, from, at);
  }

  /// The numbers from `at` on, of which fewer than a vector's, `left`, are there; zeros beyond.
  static FloatVector load(float[] from, int at, int left) {
    float[] room = new float[COUNT];
    System.arraycopy(from, at, room, 0, left);
    return FloatVector.fromArray(FLOATS, room, 0);
  }

  /// Puts the first `left` numbers from `at` on.
  static void store(FloatVector numbers, float[] to, int at, int left) {
    float[] room = new float[COUNT];
    numbers.intoArray(room, 0);
    System.arraycopy(room, 0, to, at, left);
  }

  /// Puts the numbers from `at` on, or adds them to what is there.
  static void put(boolean adds, FloatVector numbers, float[] to, int at) {
    (adds ? load(to, at).add(numbers) : numbers).intoArray(to, at);
  }

  /// Puts the first `left` numbers from `at` on, or adds them to what is there.
  static void put(boolean adds, FloatVector numbers, float[] to, int at, int left) {
    store(adds ? load(to, at, left).add(numbers) : numbers, to, at, left);
  }
}
