package chainrule.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The machine's vector: its species and how many floats it holds. Nothing that is computed depends
/// on it: sums run over the depth one product after the other, or over [Sums]'s sixteen fixed
/// lanes.
final class Lanes {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final int COUNT = FLOATS.length();

  /// Vectors in the widest register tile: six rows of four need 29 registers, which AVX-512 and
  /// ARM have; six rows of two fit the 16 of AVX2 and SSE.
  static final int TILE_VECTORS =
      FLOATS.vectorBitSize() >= 512 || System.getProperty("os.arch").equals("aarch64") ? 4 : 2;

  private Lanes() {}

  /// The largest multiple of the vector's length that is not above `size`.
  static int whole(int size) {
    return size - size % COUNT;
  }
}
