package chainrule.train.score;

import chainrule.train.score.Evaluator.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hands on what was scored, with the totals of each document in the batch where it ends, whatever
/// pieces it came in. Not for several threads.
public final class WholeDocuments implements Consumer<Scored> {
  private final Consumer<Scored> out;
  private Totals begun = Totals.NONE; // of a document that goes on
  private long open; // pieces that were not the last of their documents

  public WholeDocuments(Consumer<Scored> out) {
    this.out = out;
  }

  @Override
  public void accept(Scored scored) {
    List<Totals> documents = new ArrayList<>(scored.documents());
    if (!documents.isEmpty()) {
      documents.set(0, joined(begun, documents.getFirst()));
      begun = Totals.NONE;
    }
    if (scored.scores().batch().isOpen()) {
      begun = documents.removeLast();
      open++;
    }
    out.accept(new Scored(scored.scores(), documents));
  }

  private static Totals joined(Totals before, Totals piece) {
    return withDocuments(before.plus(piece), 1);
  }

  private static Totals withDocuments(Totals totals, long documents) {
    return new Totals(
        documents,
        totals.tokens(),
        totals.oovs(),
        totals.log10(),
        totals.oovLog10(),
        totals.textBytes());
  }

  /// The totals of all that was scored, where each document counts once.
  ///
  /// @param totals in which each piece counts
  public Totals of(Totals totals) {
    return withDocuments(totals, totals.documents() - open);
  }
}
