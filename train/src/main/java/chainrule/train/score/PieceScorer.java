package chainrule.train.score;

import java.util.Arrays;

/// Lets a model score pieces of long documents ([IdBatch#context]) as it scores documents: it reads
/// what stands before a piece once more, and what it says to that is dropped, as is the end that
/// does not come yet. For models that look back at no more tokens than the context has.
public record PieceScorer(Scorer model) implements Scorer {
  @Override
  public String name() {
    return model.name();
  }

  @Override
  public boolean foretellsEnds() {
    return model.foretellsEnds();
  }

  @Override
  public boolean isShared() {
    return model.isShared();
  }

  @Override
  public Scores score(Batch batch) {
    Scores all = model.score(batch);
    return batch instanceof IdBatch ids && (ids.context() > 0 || ids.isOpen())
        ? own(ids, all)
        : all;
  }

  private static Scores own(IdBatch ids, Scores all) {
    boolean ends = all.ends() && !ids.isOpen(); // an open one is alone in its batch
    int from = ids.context();
    int to = all.log10().length - (all.ends() && !ends ? 1 : 0);
    return new Scores(
        ids.withoutContext(),
        ends,
        Arrays.copyOfRange(all.log10(), from, to),
        Arrays.copyOfRange(all.unknown(), from, to),
        all.orders().length == 0 ? all.orders() : Arrays.copyOfRange(all.orders(), from, to));
  }

  @Override
  public void close() {
    model.close();
  }
}
