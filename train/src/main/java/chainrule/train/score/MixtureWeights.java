package chainrule.train.score;

import chainrule.tokenize.io.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/// Finds the weights under which a mixture of models gives held-out text the highest probability,
/// by expectation maximization: each model's weight becomes its share in what the mixture foretold,
/// until nothing moves. The likelihood has a single maximum, so that where it begins does not
/// matter.
public final class MixtureWeights {
  private static final int MOST_STEPS = 1000;
  private static final double STILL = 1e-7;

  private final List<? extends Scorer> scorers;
  private final int models;
  private final Parallel parallel;
  private final List<double[]> probabilities = new ArrayList<>(); // events × models, a batch each

  public MixtureWeights(List<? extends Scorer> scorers, Parallel parallel) {
    this.scorers = List.copyOf(scorers);
    this.models = scorers.size();
    this.parallel = parallel;
  }

  /// @param heldOut not the text that the models were made from
  public void add(Iterator<Supplier<Batch>> heldOut) {
    if (scorers.stream().allMatch(Scorer::isShared)) {
      parallel.ordered(heldOut, batch -> probabilities(scorers, batch.get()), probabilities::add);
    } else {
      heldOut.forEachRemaining(batch -> probabilities.add(probabilities(scorers, batch.get())));
    }
  }

  private static double[] probabilities(List<? extends Scorer> models, Batch batch) {
    List<Scores> scores = Mixture.common(models, batch);
    double[] all = new double[scores.getFirst().log10().length * models.size()];
    for (int model = 0; model < models.size(); model++) {
      double[] log10 = scores.get(model).log10();
      for (int event = 0; event < log10.length; event++) {
        all[event * models.size() + model] = Math.pow(10, log10[event]);
      }
    }
    return all;
  }

  /// The weights of all models, which sum to 1.
  public double[] find() {
    double[] weights = new double[models];
    Arrays.fill(weights, 1.0 / models);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] next = step(weights);
      double moved = 0;
      for (int model = 0; model < models; model++) {
        moved = Math.max(moved, Math.abs(next[model] - weights[model]));
      }
      weights = next;
      if (moved < STILL) {
        break;
      }
    }
    return weights;
  }

  private double[] step(double[] weights) {
    double[] shares = new double[models];
    double events = 0;
    for (double[] batch : probabilities) {
      for (int at = 0; at < batch.length; at += models) {
        double sum = 0;
        for (int model = 0; model < models; model++) {
          sum += weights[model] * batch[at + model];
        }
        if (sum > 0) { // else no weights help
          events++;
          for (int model = 0; model < models; model++) {
            shares[model] += weights[model] * batch[at + model] / sum;
          }
        }
      }
    }
    for (int model = 0; model < models; model++) {
      shares[model] = events == 0 ? 1.0 / models : shares[model] / events;
    }
    return shares;
  }
}
