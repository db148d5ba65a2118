package chainrule.train.ngram.estimation;

/// How many n-grams of one order occur once, twice, three and four times, which is what discounts
/// are estimated from; and how many there are and stay.
///
/// @param times `times[r]` n-grams have count r, r from 0 to 4
/// @param all how many n-grams there are
/// @param kept how many are not pruned
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
record CountsOfCounts(long[] times, long all, long kept) {
  static final int LARGEST = 4;

  static CountsOfCounts none() {
    return new CountsOfCounts(new long[LARGEST + 1], 0, 0);
  }

  CountsOfCounts plus(CountsOfCounts other) {
    long[] sum = times.clone();
    for (int r = 0; r <= LARGEST; r++) {
      sum[r] += other.times[r];
    }
    return new CountsOfCounts(sum, all + other.all, kept + other.kept);
  }

  /// The same if one n-gram had another count.
  CountsOfCounts moved(long from, long to) {
    long[] moved = times.clone();
    if (from <= LARGEST) {
      moved[(int) from]--;
    }
    if (to <= LARGEST) {
      moved[(int) to]++;
    }
    return new CountsOfCounts(moved, all, kept);
  }

  /// For messages: `1: 20, 2: 0, 3: 1, 4: 0`.
  String describe() {
    StringBuilder text = new StringBuilder();
    for (int r = 1; r <= LARGEST; r++) {
      text.append(r == 1 ? "" : ", ").append(times[r]).append(" seen ").append(TIMES[r]);
    }
    return text.toString();
  }

  private static final String[] TIMES = {"never", "once", "twice", "three times", "four times"};
}
