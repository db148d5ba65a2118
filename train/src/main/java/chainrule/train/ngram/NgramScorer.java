package chainrule.train.ngram;

import chainrule.train.score.Batch;
import chainrule.train.score.IdBatch;
import chainrule.train.score.Scorer;
import chainrule.train.score.Scores;
import chainrule.train.score.WordBatch;

/// Scores words, or a tokenizer's ids as the words "0", "1", …, with an n-gram model. A document is
/// a sentence: it begins after `<s>`, and its end is the word `</s>`, unless markers are left out.
public final class NgramScorer implements Scorer {
  private static final int LONGEST_NUMBER = 10;

  private final String name;
  private final NgramModel model;
  private final boolean markers;
  private final int unknown;
  private final int begin;
  private final int end;

  /// @param markers whether sentences have a beginning and an end that the model knows of
  public NgramScorer(String name, NgramModel model, boolean markers) {
    this.name = name;
    this.model = model;
    this.markers = markers;
    this.unknown = model.unknown();
    this.begin = model.begin();
    this.end = model.end();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean foretellsEnds() {
    return markers;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Scores score(Batch batch) {
    int documents = batch.documents();
    int size = batch.tokens() + (markers ? 2 * documents : 0);
    int[] ids = new int[size];
    byte[] depths = new byte[size];
    int place = 0;
    for (int document = 0; document < documents; document++) {
      int depth = 0;
      if (markers) {
        ids[place] = begin;
        depths[place++] = 0;
        depth = 1;
      }
      int from = batch.start(document);
      int to = batch.start(document + 1);
      ids(batch, from, to, ids, place);
      for (int token = from; token < to; token++, depth++) {
        depths[place++] = (byte) Math.min(depth, Byte.MAX_VALUE);
      }
      if (markers) {
        ids[place] = end;
        depths[place++] = (byte) Math.min(depth, Byte.MAX_VALUE);
      }
    }
    SequenceScorer scorer = new SequenceScorer(model);
    scorer.score(ids, depths, size);
    return collect(batch, ids, scorer);
  }

  private void ids(Batch batch, int from, int to, int[] ids, int at) {
    switch (batch) {
      case WordBatch words -> {
        WordIndex index = model.words();
        for (int i = from; i < to; i++) {
          int id = index.find(words.text(), words.from(i), words.to(i));
          ids[at + i - from] = id == WordIndex.ABSENT ? unknown : id;
        }
      }
      case IdBatch numbers -> {
        byte[] digits = new byte[LONGEST_NUMBER + Long.BYTES];
        for (int i = from; i < to; i++) {
          ids[at + i - from] = id(numbers.ids()[i], digits);
        }
      }
    }
  }

  private int id(int number, byte[] digits) {
    int at = LONGEST_NUMBER;
    int rest = number;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    int id = model.words().find(digits, at, LONGEST_NUMBER);
    return id == WordIndex.ABSENT ? unknown : id;
  }

  private Scores collect(Batch batch, int[] ids, SequenceScorer scorer) {
    int events = batch.tokens() + (markers ? batch.documents() : 0);
    double[] log10 = new double[events];
    boolean[] oov = new boolean[events];
    byte[] orders = new byte[events];
    int event = 0;
    int place = 0;
    for (int document = 0; document < batch.documents(); document++) {
      place += markers ? 1 : 0;
      int length = batch.start(document + 1) - batch.start(document) + (markers ? 1 : 0);
      for (int i = 0; i < length; i++, event++, place++) {
        log10[event] = scorer.probability(place);
        oov[event] = ids[place] == unknown;
        orders[event] = scorer.found(place);
      }
    }
    return new Scores(batch, markers, log10, oov, orders);
  }

  @Override
  public void close() {
    model.close();
  }
}
