package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.TokenBuffer;

/// Encodes pieces for one thread: what it has merged before it looks up.
final class BpeEncoder implements Model.Encoder {
  private static final int CACHE_BITS = 14;

  private final BpeModel model;
  private final BpeSettings settings;
  private final Symbols symbols;
  private final NeverTogether neverTogether;
  private final Merging merging;
  private final PieceCache cache; // null where ids are too large for it
  private final boolean fuses;
  private final int unknown;

  BpeEncoder(BpeModel model) {
    this.model = model;
    this.settings = model.settings();
    this.symbols = model.symbols();
    this.neverTogether = model.neverTogether();
    this.merging = new Merging(model.merges());
    this.cache = PieceCache.holds(model.vocabulary().size()) ? new PieceCache(CACHE_BITS) : null;
    this.unknown = symbols.unknown();
    this.fuses = settings.fuseUnknown() && unknown >= 0;
  }

  @Override
  public void encode(byte[] text, int from, int to, TokenBuffer out) {
    if (neverTogether == null) {
      unit(text, from, to, out);
      return;
    }
    if (settings.ignoreMerges()) {
      int whole = model.vocabulary().id(text, from, to);
      if (whole >= 0) {
        out.add(whole, to);
        return;
      }
    }
    int begin = out.size();
    for (int at = from; at < to; ) {
      int end = neverTogether.unit(text, at, to);
      int before = out.size();
      unit(text, at, end, out);
      if (fuses && before > begin && out.size() > before) {
        out.fuse(before, unknown);
      }
      at = end;
    }
  }

  /// Encodes what no merge reaches across the ends of.
  private void unit(byte[] text, int from, int to, TokenBuffer out) {
    boolean kept = cache != null && to - from <= PieceCache.LONGEST && !out.isTraced();
    if (kept && cache.append(text, from, to, out)) {
      return;
    }
    int before = out.size();
    int count = merge(text, from, to);
    out.ensure(count);
    for (int i = 0; i < count; i++) {
      if (fuses && merging.ids[i] == unknown && i > 0 && merging.ids[i - 1] == unknown) {
        out.extend(merging.ends[i]);
      } else {
        out.add(merging.ids[i], merging.ends[i]);
      }
    }
    if (kept) {
      cache.put(out.array(), before, out.size() - before);
    }
    merging.release();
  }

  private int merge(byte[] text, int from, int to) {
    merging.ensure(symbols.most(to - from));
    if (settings.ignoreMerges() && neverTogether == null) {
      int whole = model.vocabulary().id(text, from, to);
      if (whole >= 0) {
        merging.ids[0] = whole;
        merging.ends[0] = to;
        return 1;
      }
    }
    int count = symbols.split(text, from, to, merging.ids, merging.ends);
    return count == 0 ? 0 : merging.merge(count);
  }
}
