package chainrule.train.data;

import chainrule.train.tensor.Rng;

/// A shuffled order of the numbers from 0 to a size, any place of which is computed alone: no
/// table, however many there are. A Feistel network over the next power of four, walked along its
/// cycles until it comes back below the size (Black and Rogaway, "Ciphers with Arbitrary Finite
/// Domains", 2002).
record Permutation(long size, long key) {
  private static final int ROUNDS = 6;

  Permutation {
    if (size < 1 || size > 1L << 60) {
      throw new IllegalArgumentException("size " + size);
    }
  }

  /// The number at this place of the order.
  long at(long place) {
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException(place + " of " + size);
    }
    long number = place;
    do {
      number = encipher(number);
    } while (number >= size);
    return number;
  }

  private long encipher(long number) {
    int half = Math.max(1, (65 - Long.numberOfLeadingZeros(size - 1)) / 2);
    long mask = (1L << half) - 1;
    long left = number >>> half;
    long right = number & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (Rng.key(key, round, right) & mask);
      left = right;
      right = next;
    }
    return left << half | right;
  }
}
