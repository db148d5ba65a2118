package chainrule.export.runtime;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Log-probabilities of what could come next, and the most likely of it.
///
/// @param all natural logarithms, `[vocabulary]`
/// @param likely tokens, the most likely first
/// @param likelyLogprobs theirs
@SuppressWarnings("ArrayRecordComponent") // handed over
record Logprobs(float[] all, long[] likely, float[] likelyLogprobs) {
  static Logprobs of(float[] logits, int alternatives) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      greatest = Math.max(greatest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - greatest);
    }
    double base = greatest + Math.log(sum);
    float[] all = new float[logits.length];
    for (int token = 0; token < all.length; token++) {
      all[token] = (float) (logits[token] - base);
    }
    long[] likely = alternatives == 0 ? new long[0] : best(all, alternatives);
    float[] theirs = new float[likely.length];
    for (int i = 0; i < theirs.length; i++) {
      theirs[i] = all[(int) likely[i]];
    }
    return new Logprobs(all, likely, theirs);
  }

  private static long[] best(float[] all, int count) {
    return IntStream.range(0, all.length)
        .boxed()
        .sorted(Comparator.comparingDouble(token -> -all[token]))
        .limit(count)
        .mapToLong(Integer::longValue)
        .toArray();
  }

  float of(int token) {
    return all[token];
  }
}
