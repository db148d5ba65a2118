package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.bpe.PieceCache;

/// Turns the pieces of a [Segmentation] into tokens: unknown characters that stand together become
/// one token, or their bytes' tokens. One thread's work space.
final class UnigramEncoder implements Model.Encoder, Segmentation.Sink {
  private static final int NONE = -1;

  private final UnigramModel model;
  private static final int CACHE_BITS = 13;

  private final Segmentation segmentation;
  private final PieceCache cache; // null for texts that are not cut into words
  private byte[] text;
  private int unknownFrom = NONE; // where a stretch of unknown characters began
  private int unknownTo;
  private TokenBuffer out;

  UnigramEncoder(UnigramModel model) {
    this.model = model;
    this.segmentation = model.segmentation();
    this.cache =
        !model.isSentencePiece() && PieceCache.holds(model.vocabulary().size())
            ? new PieceCache(CACHE_BITS)
            : null;
  }

  @Override
  public void encode(byte[] text, int from, int to, TokenBuffer out) {
    boolean kept = cache != null && to - from <= PieceCache.LONGEST && !out.isTraced();
    if (kept && cache.append(text, from, to, out)) {
      return;
    }
    this.text = text;
    this.out = out;
    int before = out.size();
    segmentation.run(text, from, to, this);
    endUnknown();
    if (kept) {
      cache.put(out.array(), before, out.size() - before);
    }
  }

  @Override
  public void piece(int piece, int from, int to) {
    int id = model.id(piece);
    if (model.isUnknown(id)) { // the text spells the unknown token
      unknown(from, to);
      return;
    }
    endUnknown();
    out.add(id, to);
  }

  @Override
  public void unknown(int from, int to) {
    if (unknownFrom == NONE) {
      unknownFrom = from;
    }
    unknownTo = to;
  }

  private void endUnknown() {
    if (unknownFrom == NONE) {
      return;
    }
    int from = unknownFrom;
    unknownFrom = NONE;
    // Hugging Face looks the whole stretch up, which may be a token that was too improbable.
    int id = model.isSentencePiece() ? NONE : model.vocabulary().id(text, from, unknownTo);
    if (id == NONE && model.hasBytes()) {
      for (int i = from; i < unknownTo; i++) {
        out.add(model.byteId(text[i]), unknownTo);
      }
    } else {
      out.add(id == NONE ? model.unknownId() : id, unknownTo);
    }
  }
}
