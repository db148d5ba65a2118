package chainrule.train.score;

import chainrule.tokenize.io.Parallel;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Scores batch after batch with one model, and adds up. Sums run document by document in the order
/// of the text, so that they depend neither on threads nor on how the text was cut into batches.
public final class Evaluator {
  private final Scorer model;
  private final Parallel parallel;
  private Totals totals = Totals.NONE;

  /// A batch that has been scored.
  ///
  /// @param documents the totals of each
  public record Scored(Scores scores, List<Totals> documents) {
    static Scored of(Scores scores) {
      IntStream documents = IntStream.range(0, scores.batch().documents());
      return new Scored(scores, documents.mapToObj(each -> Totals.of(scores, each)).toList());
    }
  }

  public Evaluator(Scorer model, Parallel parallel) {
    this.model = model;
    this.parallel = parallel;
  }

  /// @param each told of every batch, in order, on the caller's thread
  public void run(Iterator<Supplier<Batch>> batches, Consumer<Scored> each) {
    Consumer<Scored> take =
        scored -> {
          for (Totals document : scored.documents()) {
            totals = totals.plus(document);
          }
          each.accept(scored);
        };
    if (model.isShared()) {
      parallel.ordered(batches, batch -> Scored.of(model.score(batch.get())), take);
    } else {
      batches.forEachRemaining(batch -> take.accept(Scored.of(model.score(batch.get()))));
    }
  }

  /// Of all that was scored so far.
  public Totals totals() {
    return totals;
  }
}
