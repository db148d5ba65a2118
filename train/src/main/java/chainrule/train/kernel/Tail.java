package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;

/// The shorter vectors at the end of several rows, in a room where each is a whole one: what works
/// on whole vectors only works on them there. Place `n` begins at `n` vectors' length. One serves
/// all steps of a sequence: what is not real may hold anything.
final class Tail {
  private static final int PLACES = 9; // as many as any step needs

  final float[] room = new float[PLACES * COUNT];
  private final int left;

  /// @param size of the rows; what is left of them behind their whole vectors is real
  Tail(int size) {
    this.left = size - Lanes.whole(size);
  }

  /// Where a place begins.
  static int at(int place) {
    return place * COUNT;
  }

  /// Fetches the ends of `count` rows, `apart` numbers from each other, to the places from `place`
  /// on.
  void fetch(int place, int count, float[] from, int at, int apart) {
    for (int n = 0; n < count; n++) {
      System.arraycopy(from, at + n * apart, room, at(place + n), left);
    }
  }

  /// Takes them back.
  void putBack(int place, int count, float[] to, int at, int apart) {
    for (int n = 0; n < count; n++) {
      System.arraycopy(room, at(place + n), to, at + n * apart, left);
    }
  }
}
