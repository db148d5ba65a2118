package chainrule.train.ngram;

import chainrule.train.score.Batch;
import chainrule.train.score.IdBatch;
import chainrule.train.score.Scorer;
import chainrule.train.score.Scores;
import chainrule.train.score.WordBatch;
import java.util.Arrays;
import java.util.Optional;

/// Scores words, or a tokenizer's ids ([TokenizedWords]; else the words "0", "1", …), with an
/// n-gram model. A document is a sentence: it begins after `<s>`, and its end is the word `</s>`,
/// unless markers are left out.
public final class NgramScorer implements Scorer {
  private static final int LONGEST_NUMBER = 10;

  private final String name;
  private final NgramModel model;
  private final boolean markers;
  private final Optional<TokenizedWords> tokens;
  private final int unknown;
  private final int begin;
  private final int end;

  /// Of words, or of ids that are words.
  ///
  /// @param markers whether sentences have a beginning and an end that the model knows of
  public NgramScorer(String name, NgramModel model, boolean markers) {
    this(name, model, markers, Optional.empty());
  }

  /// @param tokens what the ids of a tokenizer are to the model
  public NgramScorer(String name, NgramModel model, boolean markers, TokenizedWords tokens) {
    this(name, model, markers, Optional.of(tokens));
  }

  private NgramScorer(
      String name, NgramModel model, boolean markers, Optional<TokenizedWords> tokens) {
    this.name = name;
    this.model = model;
    this.markers = markers;
    this.tokens = tokens;
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
    int events = batch.tokens() + (markers ? batch.documents() : 0);
    Scores scores =
        new Scores(batch, markers, new double[events], new boolean[events], new byte[events]);
    int[] ids = ids(batch);
    ScoredRow row = new ScoredRow(model, unknown, scores);
    for (int document = 0; document < batch.documents(); document++) {
      add(document, ids, scores, row);
    }
    row.finish();
    return scores;
  }

  private void add(int document, int[] ids, Scores scores, ScoredRow row) {
    Batch batch = scores.batch();
    row.beginSentence();
    if (markers) {
      row.addContext(begin);
    }
    row.add(ids, batch.start(document), batch.start(document + 1), scores.start(document));
    if (markers) {
      row.add(end, scores.start(document + 1) - 1);
    }
  }

  private int[] ids(Batch batch) {
    // Not a switch over types: the machine would spin a class for it first, for milliseconds.
    return batch instanceof WordBatch words
        ? new WordLookUps(model.words(), unknown).find(words)
        : ids((IdBatch) batch);
  }

  private int[] ids(IdBatch numbers) {
    if (tokens.isPresent()) {
      return Arrays.stream(numbers.ids(), 0, numbers.tokens()).map(tokens.get()::word).toArray();
    }
    int[] ids = new int[numbers.tokens()];
    byte[] digits = new byte[LONGEST_NUMBER + Long.BYTES];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = number(numbers.ids()[i], digits);
    }
    return ids;
  }

  /// The id of a number as a word.
  private int number(int number, byte[] digits) {
    int at = LONGEST_NUMBER;
    int rest = number;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    int id = model.words().find(digits, at, LONGEST_NUMBER);
    return id == WordIndex.ABSENT ? unknown : id;
  }

  @Override
  public void close() {
    model.close();
  }
}
