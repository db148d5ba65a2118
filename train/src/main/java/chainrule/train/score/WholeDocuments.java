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

  public WholeDocuments(Consumer<Scored> out) {
    this.out = out;
  }

  @Override
  public void accept(Scored scored) {
    List<Totals> documents = new ArrayList<>(scored.documents());
    if (!documents.isEmpty()) {
      documents.set(0, begun.plus(documents.getFirst()));
      begun = Totals.NONE;
    }
    if (scored.scores().batch().isOpen()) {
      begun = documents.removeLast();
    }
    out.accept(new Scored(scored.scores(), documents));
  }
}
