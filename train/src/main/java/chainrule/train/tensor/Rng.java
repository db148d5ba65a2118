package chainrule.train.tensor;

/// Random numbers that depend on nothing but a seed and how many were drawn. Its static functions
/// need no state at all: the number at a place follows from a key and the place, so that dropout is
/// the same after a resume and on any number of threads. Not for use by several threads.
public final class Rng {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio

  private final long seed;
  private long drawn;

  public Rng(long seed) {
    this(seed, 0);
  }

  /// Continues where another of this seed had drawn so many.
  public Rng(long seed, long drawn) {
    this.seed = seed;
    this.drawn = drawn;
  }

  public long seed() {
    return seed;
  }

  public long drawn() {
    return drawn;
  }

  /// Another sequence, independent of this one and of others with other names.
  public Rng split(String name) {
    long key = mix(seed);
    for (int i = 0; i < name.length(); i++) {
      key = mix(key ^ name.charAt(i));
    }
    return new Rng(key);
  }

  public long nextLong() {
    return mix(seed + GOLDEN * ++drawn);
  }

  /// Uniform in [0, 1), with 53 bits.
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /// Uniform from 0 to `bound`, exclusive.
  public int nextInt(int bound) {
    return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
  }

  /// From the standard normal distribution (Marsaglia's polar method), the same on every machine.
  public double nextGaussian() {
    double x;
    double square;
    do {
      x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * Math.sqrt(-2 * StrictMath.log(square) / square);
  }

  /// A key for [#bits] from several numbers, say seed, step and node.
  public static long key(long... parts) {
    long key = 0;
    for (long part : parts) {
      key = mix(key ^ part) + GOLDEN;
    }
    return key;
  }

  /// 32 random bits that follow from a key and a place. In 32-bit steps, so that vectors can do it.
  public static int bits(long key, int place) {
    int bits = mix(place * 0x9E3779B9 + (int) key);
    return mix(bits + (int) (key >>> 32));
  }

  private static int mix(int bits) { // the finalizer of MurmurHash3
    bits = (bits ^ (bits >>> 16)) * 0x85EBCA6B;
    bits = (bits ^ (bits >>> 13)) * 0xC2B2AE35;
    return bits ^ (bits >>> 16);
  }

  private static long mix(long bits) { // the finalizer of SplitMix64
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
