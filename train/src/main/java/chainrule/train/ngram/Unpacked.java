package chainrule.train.ngram;

/// The n-grams of a block, unpacked.
///
/// @param words oldest first, n for each n-gram
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
record Unpacked(int size, int[] words, float[] probabilities, float[] backoffs) {
  static Unpacked of(NgramBlock block, int n) {
    int size = block.size();
    Unpacked all = new Unpacked(size, new int[size * n], new float[size], new float[size]);
    block.read(all.words, all.probabilities, all.backoffs);
    return all;
  }
}
