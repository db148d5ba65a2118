package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Rng;
import java.util.List;
import java.util.Map;

/// Applies the rules and draws a token: the first one at which the sum of probabilities, in the
/// order of tokens, goes above a uniform random number. On the host a token at a time, or lowered
/// into a graph, where the random numbers come in from outside. Not for several threads.
public final class Sampler {
  private final List<SamplingRule> rules;
  private final Rng random;

  /// @param sequence of several that one seed makes; each has random numbers of its own
  public Sampler(List<SamplingRule> rules, long seed, long sequence) {
    this.rules = List.copyOf(rules);
    this.random = random(seed, sequence);
  }

  /// The random numbers of a sequence, one for each token that is drawn.
  public static Rng random(long seed, long sequence) {
    return new Rng(Rng.key(seed, sequence));
  }

  /// @param logits natural logarithms up to a constant; they are changed
  /// @return a token, or -1 where the rules left none
  public int draw(float[] logits, TokenHistory history) {
    return draw(rules, logits, history, noise());
  }

  /// The same with a random number from outside.
  ///
  /// @param uniform in [0, 1)
  public static int draw(
      List<SamplingRule> rules, float[] logits, TokenHistory history, double uniform) {
    for (SamplingRule rule : rules) {
      rule.apply(logits, history);
    }
    float greatest = logits[best(logits)];
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

  /// The next random number of this sequence, uniform in [0, 1): one for each token that is drawn,
  /// whatever the rules.
  public double noise() {
    return random.nextDouble();
  }

  /// The same in a graph. Host and graph draw the same token unless the random number falls between
  /// two roundings of one sum.
  ///
  /// @param logits `FLOAT` `[batch, vocabulary]`
  /// @param counts see [TokenHistory#lower]; looked at only where a rule [SamplingRule#looksBack]
  /// @param noise `DOUBLE` `[batch, 1]`; not looked at where the rules leave one token
  /// @return `INT64` `[batch, 1]`
  public static Wire lower(
      GraphBuilder graph,
      List<SamplingRule> rules,
      Wire logits,
      int vocabulary,
      Wire counts,
      Wire noise) {
    Candidates candidates = Candidates.all(logits, vocabulary);
    for (SamplingRule rule : rules) {
      candidates = rule.lower(graph, candidates, counts);
    }
    if (candidates.size() == 1) {
      return candidates.ids();
    }
    Wire place = new Draw(graph).place(candidates.logits(), candidates.size(), noise);
    return candidates.ids().isGiven()
        ? graph.add("GatherElements", Map.of("axis", Attribute.of(1)), candidates.ids(), place)
        : place;
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
