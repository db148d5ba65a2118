package chainrule.train.score;

import chainrule.tokenize.io.BadSetting;
import java.util.List;

/// Models that see the same tokens, interpolated: an event's probability is the weighted mean of
/// theirs. The ends of documents are events only where all of the models foretell them.
public final class Mixture implements Scorer {
  private final List<? extends Scorer> models;
  private final double[] weights;

  /// @param weights of each model, none negative; they are scaled to sum to 1
  public Mixture(List<? extends Scorer> models, double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new BadSetting("a model's weight in a mixture is 0 or more, not " + weight, "");
      }
      sum += weight;
    }
    if (weights.length != models.size() || sum == 0) {
      throw new BadSetting("the weights of a mixture must not all be 0", "");
    }
    this.models = List.copyOf(models);
    this.weights = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      this.weights[i] /= sum;
    }
  }

  /// What each of the models says to the events that all of them foretell.
  static List<Scores> common(List<? extends Scorer> models, Batch batch) {
    boolean ends = models.stream().allMatch(Scorer::foretellsEnds);
    return models.stream()
        .map(model -> ends ? model.score(batch) : model.score(batch).withoutEnds())
        .toList();
  }

  @Override
  public String name() {
    return "mixture of " + models.size() + " models";
  }

  @Override
  public boolean foretellsEnds() {
    return models.stream().allMatch(Scorer::foretellsEnds);
  }

  @Override
  public boolean isShared() {
    return models.stream().allMatch(Scorer::isShared);
  }

  /// An event is unknown where it is so to every model, and rests on the longest of their contexts.
  @Override
  public Scores score(Batch batch) {
    List<Scores> all = common(models, batch);
    Scores first = all.getFirst();
    int events = first.log10().length;
    double[] sums = new double[events];
    boolean[] unknown = first.unknown().clone();
    byte[] orders = first.orders().clone();
    add(first, weights[0], sums);
    for (int i = 1; i < all.size(); i++) {
      Scores scores = all.get(i);
      add(scores, weights[i], sums);
      for (int event = 0; event < events; event++) {
        unknown[event] &= scores.unknown()[event];
      }
      orders = longest(orders, scores.orders());
    }
    for (int event = 0; event < events; event++) {
      sums[event] = Math.log10(sums[event]);
    }
    return new Scores(first.batch(), first.ends(), sums, unknown, orders);
  }

  private static void add(Scores scores, double weight, double[] sums) {
    for (int event = 0; event < sums.length; event++) {
      sums[event] += weight * Math.pow(10, scores.log10()[event]);
    }
  }

  private static byte[] longest(byte[] one, byte[] other) {
    if (one.length == 0 || other.length == 0) {
      return new byte[0]; // all of the context
    }
    for (int event = 0; event < one.length; event++) {
      one[event] = (byte) Math.max(one[event], other[event]);
    }
    return one;
  }

  @Override
  public void close() {
    models.forEach(Scorer::close);
  }
}
