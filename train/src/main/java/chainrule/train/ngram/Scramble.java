package chainrule.train.ngram;

/// A permutation of the integers of a fixed number of bits that spreads neighbours evenly and can
/// be undone. Being a permutation, it lets a hash table keep a few bits of a key and still know the
/// whole of it ([TableShape]).
///
/// @param bits from 2 to 63
record Scramble(int bits) {
  private static final long FIRST = 0xbf58476d1ce4e5b9L;
  private static final long SECOND = 0x94d049bb133111ebL;
  private static final long FIRST_UNDONE = inverse(FIRST);
  private static final long SECOND_UNDONE = inverse(SECOND);

  Scramble {
    if (bits < 2 || bits > 63) {
      throw new IllegalArgumentException("2 to 63 bits, not " + bits);
    }
  }

  long of(long key) {
    long mask = (1L << bits) - 1;
    int half = (bits + 1) >> 1; // so that x ^ x >>> half undoes itself
    long x = key;
    x = (x ^ x >>> half) * FIRST & mask;
    x = (x ^ x >>> half) * SECOND & mask;
    return x ^ x >>> half;
  }

  long undo(long scrambled) {
    long mask = (1L << bits) - 1;
    int half = (bits + 1) >> 1;
    long x = scrambled;
    x = (x ^ x >>> half) * SECOND_UNDONE & mask;
    x = (x ^ x >>> half) * FIRST_UNDONE & mask;
    return x ^ x >>> half;
  }

  /// The number that times an odd one gives 1, modulo 2^64 and so modulo any smaller power of two.
  private static long inverse(long odd) {
    long x = odd; // right in its lowest three bits; each step doubles them
    for (int i = 0; i < 5; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }
}
