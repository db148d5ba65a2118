package chainrule.tokenize.tokenizer;

import chainrule.tokenize.text.TextBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Text to tokens and back. [TextEncoder] does the first, one for each thread; [TokenizerFile]
/// reads and writes it. Immutable; shared by threads.
public final class Tokenizer {
  private final Pipeline pipeline;
  private final int size;
  private final Map<Integer, AddedToken> added = new HashMap<>();
  private final Map<String, Integer> addedIds = new HashMap<>();
  private final CutPlaces cuts;

  public Tokenizer(Pipeline pipeline) {
    this.pipeline = pipeline;
    int most = pipeline.model().vocabulary().size();
    for (AddedToken token : pipeline.added()) {
      most = Math.max(most, token.id() + 1);
      added.put(token.id(), token);
      addedIds.put(token.content(), token.id());
    }
    this.size = most;
    this.cuts = new CutPlaces(pipeline);
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /// The largest id plus one.
  public int size() {
    return size;
  }

  /// 64 hexadecimal digits that are the same for tokenizers with the same tokens under the same
  /// ids, whatever file they come from. Computed anew each time.
  public String fingerprint() {
    return Fingerprint.of(pipeline, size);
  }

  /// @param specials whether special tokens are found in text; else they are text
  public TextEncoder encoder(boolean specials) {
    return new TextEncoder(pipeline, specials, false);
  }

  /// An encoder for buffers that keep where each token comes from; slower.
  public TextEncoder tracingEncoder(boolean specials) {
    return new TextEncoder(pipeline, specials, true);
  }

  /// Where a long text can be cut so that its parts have the tokens of the whole.
  public CutPlaces cuts() {
    return cuts;
  }

  /// The tokens of a whole text, special tokens found in it.
  public int[] encode(String text) {
    TokenBuffer tokens = new TokenBuffer(false);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    encoder(true).encode(bytes, 0, bytes.length, TextBuffer.Place.DOCUMENT, tokens);
    return tokens.toArray();
  }

  /// The text of these tokens, byte for byte.
  ///
  /// @param specials whether special tokens are written out; else they are left out
  public byte[] decode(int[] ids, int from, int to, boolean specials) {
    if (isPlain()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream(4 * (to - from));
      for (int i = from; i < to; i++) {
        appendTo(ids[i], specials, text);
      }
      return text.toByteArray();
    }
    List<byte[]> tokens = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      AddedToken special = added.get(ids[i]);
      if (special == null || specials || !special.special()) {
        tokens.add(token(ids[i]));
      }
    }
    List<byte[]> decoded = pipeline.decoder().orElseThrow().decode(tokens);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    decoded.forEach(text::writeBytes);
    return text.toByteArray();
  }

  public byte[] decode(int[] ids) {
    return decode(ids, 0, ids.length, true);
  }

  /// Whether the text of tokens is the tokens' bytes joined, so that any stretch of them can be
  /// decoded by itself.
  public boolean isPlain() {
    return pipeline.decoder().isEmpty()
        || pipeline.decoder().get() instanceof Decoders.ByteLevel
        || pipeline.decoder().get() instanceof Decoders.Fuse;
  }

  private void appendTo(int id, boolean specials, ByteArrayOutputStream text) {
    AddedToken special = added.isEmpty() ? null : added.get(id);
    if (special == null) {
      Vocabulary vocabulary = pipeline.model().vocabulary();
      if (vocabulary.has(id)) {
        text.write(vocabulary.pool(), vocabulary.start(id), vocabulary.length(id));
      }
    } else if (specials || !special.special()) {
      text.writeBytes(special.bytes());
    }
  }

  /// The bytes of one token; of a byte-level tokenizer they need not be whole characters.
  public byte[] token(int id) {
    AddedToken special = added.get(id);
    return special != null ? special.bytes() : pipeline.model().vocabulary().token(id);
  }

  /// Whether there is a token of this id.
  public boolean has(int id) {
    return added.containsKey(id) || pipeline.model().vocabulary().has(id);
  }

  /// Whether this is a special token: a sign of the format rather than text.
  public boolean isSpecial(int id) {
    AddedToken token = added.get(id);
    return token != null && token.special();
  }

  /// The id of the token that is written so.
  public OptionalInt id(String token) {
    Integer id = addedIds.get(token);
    int found = id != null ? id : pipeline.model().vocabulary().id(token);
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private static final List<String> BEGINS =
      List.of("<|begin_of_text|>", "<s>", "<bos>", "[CLS]", "<|startoftext|>", "<|endoftext|>");
  private static final List<String> ENDS =
      List.of("<|end_of_text|>", "</s>", "<eos>", "[SEP]", "<|endoftext|>", "<EOT>");

  /// The token that begins a text: what the file puts before one, else the first of the usual names
  /// that there is. GPT-2's one token does for both.
  public OptionalInt begin() {
    return pipeline
        .postProcessor()
        .filter(processor -> !processor.before().isEmpty())
        .map(processor -> OptionalInt.of(processor.before().getFirst()))
        .orElseGet(() -> firstOf(BEGINS));
  }

  /// The token that ends a text.
  public OptionalInt end() {
    return pipeline
        .postProcessor()
        .filter(processor -> !processor.after().isEmpty())
        .map(processor -> OptionalInt.of(processor.after().getLast()))
        .orElseGet(() -> firstOf(ENDS));
  }

  private OptionalInt firstOf(List<String> names) {
    return names.stream()
        .map(this::id)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }
}
