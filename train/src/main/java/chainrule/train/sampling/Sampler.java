package chainrule.train.sampling;

import chainrule.train.tensor.Rng;
import java.util.List;

/// Applies the rules and draws a token: the first one at which the sum of probabilities, in the
/// order of tokens, goes above a uniform random number. Not for several threads.
public final class Sampler {
  private final List<SamplingRule> rules;
  private final Rng random;

  /// @param sequence of several that one seed makes; each has random numbers of its own
  public Sampler(List<SamplingRule> rules, long seed, long sequence) {
    this.rules = List.copyOf(rules);
    this.random = new Rng(Rng.key(seed, sequence));
  }

  /// @param logits natural logarithms up to a constant; they are changed
  /// @return a token, or -1 where the rules left none
  public int draw(float[] logits, TokenHistory history) {
    for (SamplingRule rule : rules) {
      rule.apply(logits, history);
    }
    float greatest = logits[best(logits)];
    double uniform = random.nextDouble(); // always one for a token, whatever the rules
    if (greatest == SamplingRule.NEVER) {
      return -1;
    }
    double all = 0;
    for (float logit : logits) {
      all += Math.exp(logit - greatest);
    }
    double wanted = uniform * all;
    double sum = 0;
    int last = -1;
    for (int token = 0; token < logits.length; token++) {
      double probability = Math.exp(logits[token] - greatest);
      sum += probability;
      if (probability > 0) {
        last = token;
      }
      if (sum > wanted) {
        return token;
      }
    }
    return last; // the sum fell short by rounding
  }

  /// The most likely token; the first of those that tie.
  static int best(float[] logits) {
    int best = 0;
    for (int token = 1; token < logits.length; token++) {
      if (logits[token] > logits[best]) {
        best = token;
      }
    }
    return best;
  }
}
