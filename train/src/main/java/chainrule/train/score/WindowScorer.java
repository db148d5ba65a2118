package chainrule.train.score;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Scores documents with a [TokenModel], in windows of its context. By default windows do not
/// overlap, as in the evaluations of a training; where they do, a token is foretold in the first
/// window that reaches it, and from at least `overlap` tokens before it once so many stand there.
///
/// Nothing stands before a document's first token, so that all tokens are equally probable there.
/// Two marks of the tokenizer say more: where a document ends with the end token, documents are
/// joined by it, and the first token is foretold after one; a begin token that stands first is
/// certain. Ends that have no token are not foretold. Not for use by several threads.
public final class WindowScorer implements Scorer {
  private static final double LOG10_OF_E = Math.log10(Math.E);

  private final TokenModel model;
  private final Marks marks;
  private final int stride;
  private float[] nats = {};

  /// @param overlap how many tokens of each window stood in the one before, too
  public WindowScorer(TokenModel model, Marks marks, int overlap) {
    if (overlap < 0 || overlap >= model.context()) {
      throw new BadSetting(
          "windows of %,d tokens cannot overlap by %,d".formatted(model.context(), overlap),
          "--overlap must be from 0 to " + (model.context() - 1));
    }
    if (model.carries() && overlap > 0) {
      throw new BadSetting(
          model.name() + ": carries its state from window to window, so that none overlap",
          "leave --overlap out, or use --no-carry");
    }
    this.model = model;
    this.marks = marks;
    this.stride = model.context() - overlap;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public boolean foretellsEnds() {
    return false;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Scores score(Batch batch) {
    if (!(batch instanceof IdBatch tokens)) {
      throw new BadSetting(
          model.name() + ": foretells a tokenizer's tokens, not words",
          "name the tokenizer with -t");
    }
    double[] log10 = new double[tokens.tokens()];
    List<Lane> lanes = new ArrayList<>();
    for (int document = 0; document < tokens.documents(); document++) {
      Sequence sequence = sequence(tokens, document);
      sequence.requireIn(model);
      if (!sequence.isJoined() && sequence.size() > 0) {
        log10[sequence.start()] =
            marks.isBegin(sequence.at(0)) ? 0 : -Math.log10(model.vocabulary());
      }
      if (model.carries()) {
        Lane.carried(document, sequence.size(), model.context(), lanes);
      } else {
        Lane.windows(document, sequence.size(), model.context(), stride, lanes);
      }
    }
    lanes.sort(Comparator.comparingInt(lane -> -lane.length())); // short ones need less filling up
    for (int from = 0; from < lanes.size(); ) {
      int time = Math.min(lanes.get(from).length(), model.context());
      int rows = Math.max(1, model.tokensAtOnce() / time);
      int to = Math.min(from + rows, lanes.size());
      score(tokens, lanes.subList(from, to), log10);
      from = to;
    }
    return new Scores(tokens, false, log10, new boolean[log10.length], new byte[0]);
  }

  /// Reads some lanes side by side.
  ///
  /// @param lanes the longest first
  private void score(IdBatch tokens, List<Lane> lanes, double[] log10) {
    int longest = lanes.getFirst().length();
    for (int at = 0; at < longest; at += model.context()) {
      int time = Math.min(model.context(), longest - at);
      TokenRows rows = rows(tokens, lanes, at, time);
      if (nats.length < rows.ids().length) {
        nats = new float[rows.ids().length];
      }
      model.score(rows, nats);
      for (int row = 0; row < lanes.size(); row++) {
        Lane lane = lanes.get(row);
        Sequence sequence = sequence(tokens, lane.document());
        int count = Math.min(time, lane.length() - at);
        for (int t = Math.max(0, lane.skipped() - at); t < count; t++) {
          log10[sequence.event(lane.from() + at + t + 1)] = nats[row * time + t] * LOG10_OF_E;
        }
      }
    }
  }

  private TokenRows rows(IdBatch tokens, List<Lane> lanes, int at, int time) {
    int[] ids = new int[lanes.size() * time];
    int[] targets = new int[ids.length];
    for (int row = 0; row < lanes.size(); row++) {
      Lane lane = lanes.get(row);
      Sequence sequence = sequence(tokens, lane.document());
      int count = Math.min(time, lane.length() - at);
      for (int t = 0; t < time; t++) {
        int place = lane.from() + at + t;
        ids[row * time + t] = t < count ? sequence.at(place) : 0;
        targets[row * time + t] = t < count ? sequence.at(place + 1) : TokenRows.NO_TARGET;
      }
    }
    return new TokenRows(lanes.size(), time, ids, targets, at > 0);
  }

  private Sequence sequence(IdBatch tokens, int document) {
    int start = tokens.start(document);
    int end = tokens.start(document + 1);
    boolean isJoined = end > start && marks.isEnd(tokens.ids()[end - 1]);
    return new Sequence(tokens.ids(), start, end, isJoined);
  }

  /// What is read of a document: its tokens and, where documents are joined by an end token, that
  /// of the document before.
  ///
  /// @param start of the document's ids
  /// @param end behind the last of them
  @SuppressWarnings("ArrayRecordComponent") // the batch's own
  private record Sequence(int[] ids, int start, int end, boolean isJoined) {
    int size() {
      return end - start + (isJoined ? 1 : 0);
    }

    int at(int place) {
      return place == 0 && isJoined ? ids[end - 1] : ids[event(place)];
    }

    /// Which token of the batch stands at a place.
    int event(int place) {
      return start + place - (isJoined ? 1 : 0);
    }

    void requireIn(TokenModel model) {
      for (int i = start; i < end; i++) {
        if (ids[i] < 0 || ids[i] >= model.vocabulary()) {
          throw new MalformedInput(
              model.name(),
              "",
              "has a vocabulary of %,d tokens, but token %,d of the document is %d"
                  .formatted(model.vocabulary(), i - start + 1L, ids[i]),
              "tokenize the text with the tokenizer that the model was trained with");
        }
      }
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
