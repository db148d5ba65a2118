package chainrule.tokenize.tokenizer.sentencepiece;

import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the merges of a SentencePiece BPE model, which lists the outcomes only: any two pieces (or
/// characters) merge whose texts joined are a piece. Pieces of higher score go first.
final class MergeFinder {
  private final Vocabulary vocabulary;
  private final List<SentencePieceProto.Piece> pieces;

  MergeFinder(Vocabulary vocabulary, List<SentencePieceProto.Piece> pieces) {
    this.vocabulary = vocabulary;
    this.pieces = pieces;
  }

  /// The ids of left and right part by turns.
  int[] pairs() {
    List<Integer> merged = new ArrayList<>();
    for (int id = 0; id < pieces.size(); id++) {
      if (pieces.get(id).type() == SentencePieceProto.Type.NORMAL) {
        merged.add(id);
      }
    }
    merged.sort(
        Comparator.<Integer>comparingDouble(id -> -pieces.get(id).score())
            .thenComparing(Comparator.naturalOrder()));
    List<Integer> pairs = new ArrayList<>();
    byte[] pool = vocabulary.pool();
    for (int id : merged) {
      int from = vocabulary.start(id);
      int to = from + vocabulary.length(id);
      for (int at = from + Utf8.length(Utf8.codePoint(pool, from, to));
          at < to;
          at += Utf8.length(Utf8.codePoint(pool, at, to))) {
        int left = part(pool, from, at);
        int right = part(pool, at, to);
        if (left >= 0 && right >= 0) {
          pairs.add(left);
          pairs.add(right);
        }
      }
    }
    return pairs.stream().mapToInt(id -> id).toArray();
  }

  /// Only pieces that merging can make count, not control symbols.
  private int part(byte[] pool, int from, int to) {
    int id = vocabulary.id(pool, from, to);
    return id >= 0 && pieces.get(id).type() == SentencePieceProto.Type.NORMAL ? id : -1;
  }
}
