package chainrule.train.model;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.nn.FeedForward;
import chainrule.train.nn.NormSpec;

/// A Transformer language model, from GPT-2's shape to Llama's and beyond.
///
/// @param width of the vectors between the layers
/// @param tied whether the embedding table turns vectors into logits, too
/// @param start how the parameters begin
public record TransformerSpec(
    int vocabulary,
    int context,
    int width,
    boolean tied,
    @Flat Blocks blocks,
    @Flat Attention attention,
    @Flat Hidden hidden,
    @Flat Embeddings embeddings,
    @Flat Tables tables,
    Start start)
    implements ModelSpec {

  /// What all layers have.
  ///
  /// @param norm before or after each layer
  /// @param normFirst whether norms stand before the layers (and one at the end) or after them
  /// @param biased whether linear layers have biases
  /// @param dropout of what each layer adds, and of attention
  public record Blocks(
      int layers, NormSpec norm, boolean normFirst, boolean biased, double dropout) {
    public Blocks {
      Settings.between("the number of layers", layers, 1, Settings.MOST_LAYERS);
      Settings.rate("dropout", dropout);
    }

    static Blocks normFirst(int layers, NormSpec norm, boolean biased) {
      return new Blocks(layers, norm, true, biased, 0);
    }

    Blocks with(double dropout) {
      return new Blocks(layers, norm, normFirst, biased, dropout);
    }
  }

  /// How tokens see each other.
  ///
  /// @param keyHeads heads of keys and values, a divisor of `heads`
  /// @param queryNorm whether each head's queries and keys are normalised (without weights)
  /// @param rotaryBase of the wave lengths of rotary positions
  public record Attention(
      int heads, int keyHeads, boolean queryNorm, Positions positions, double rotaryBase) {
    private static final double USUAL_BASE = 10_000;

    public Attention {
      Settings.atLeast("the number of heads", heads, 1);
      Settings.atLeast("the number of key heads", keyHeads, 1);
      if (!(rotaryBase > 0)) {
        throw new BadSetting("the rotary base must be positive, not " + rotaryBase, "");
      }
    }

    static Attention learned(int heads) {
      return new Attention(heads, heads, false, Positions.LEARNED, USUAL_BASE);
    }

    static Attention rotary(int heads, int keyHeads, boolean queryNorm) {
      return new Attention(heads, keyHeads, queryNorm, Positions.ROTARY, USUAL_BASE);
    }
  }

  /// How the model knows where a token stands.
  public enum Positions {
    LEARNED,
    ROTARY,
    NONE
  }

  /// What stands between the attentions.
  ///
  /// @param hidden width between the two matrices
  /// @param feedForward what is computed there
  public record Hidden(int hidden, FeedForward.Kind feedForward) {
    public Hidden {
      Settings.between("the hidden width", hidden, 1, Settings.WIDEST);
    }
  }

  /// What becomes of the embeddings.
  ///
  /// @param embeddingNorm whether their sum is normalised
  /// @param embeddingDropout of their sum
  public record Embeddings(boolean embeddingNorm, double embeddingDropout) {
    static final Embeddings PLAIN = new Embeddings(false, 0);

    public Embeddings {
      Settings.rate("the embeddings' dropout", embeddingDropout);
    }
  }

  /// Tables of what stood before a token, which are added to its embedding.
  ///
  /// @param previous for so many tokens before there is a table of each
  /// @param hashed n-grams of 2 to so many tokens have a hashed table each; 0 or 1 for none
  /// @param hashedRows of each hashed table
  public record Tables(int previous, int hashed, int hashedRows) {
    static final Tables NONE = new Tables(0, 0, 0);

    public Tables {
      Settings.between("the number of previous tokens", previous, 0, Settings.MOST_TABLES);
      Settings.between("the length of hashed n-grams", hashed, 0, Settings.MOST_TABLES);
      if (hashed > 1) {
        Settings.atLeast("the number of hashed rows", hashedRows, 1);
      }
    }
  }

  /// How parameters begin.
  public enum Start {
    /// GPT-2's: normal with deviation 0.02, less for what is added to the residual stream.
    NORMAL,
    /// Embeddings standard normal, matrices uniform by their inputs, and what is added to the
    /// residual stream, the logits and the hashed tables zero.
    ZERO_OUTPUTS
  }

  public TransformerSpec {
    Settings.between("the vocabulary", vocabulary, 1, Settings.MOST_WORDS);
    Settings.atLeast("the context", context, 1);
    Settings.between("the width", width, 1, Settings.WIDEST);
  }

  /// GPT-2's shape: learned positions, LayerNorm, GELU, biases, tied embeddings.
  public static TransformerSpec gpt2(
      int vocabulary, int context, int layers, int heads, int width) {
    return new TransformerSpec(
        vocabulary,
        context,
        width,
        true,
        Blocks.normFirst(layers, NormSpec.layer(true), true),
        Attention.learned(heads),
        new Hidden(4 * width, FeedForward.Kind.GELU_TANH),
        Embeddings.PLAIN,
        Tables.NONE,
        Start.NORMAL);
  }

  /// nanoGPT's shape: GPT-2's without biases, and GELU as it was defined.
  public static TransformerSpec nanoGpt(
      int vocabulary, int context, int layers, int heads, int width, double dropout) {
    return new TransformerSpec(
            vocabulary,
            context,
            width,
            true,
            Blocks.normFirst(layers, NormSpec.layer(false), false),
            Attention.learned(heads),
            new Hidden(4 * width, FeedForward.Kind.GELU),
            Embeddings.PLAIN,
            Tables.NONE,
            Start.NORMAL)
        .withDropout(dropout, dropout);
  }

  /// Llama's shape: rotary positions, RMSNorm, SwiGLU, grouped-query attention.
  public static TransformerSpec llama(
      int vocabulary, int context, int layers, int heads, int keyHeads, int width, int hidden) {
    return new TransformerSpec(
        vocabulary,
        context,
        width,
        false,
        Blocks.normFirst(layers, NormSpec.rms(true), false),
        Attention.rotary(heads, keyHeads, false),
        new Hidden(hidden, FeedForward.Kind.SWIGLU),
        Embeddings.PLAIN,
        Tables.NONE,
        Start.NORMAL);
  }

  /// The shape that learns fastest from little: RMSNorm without weights, rotary positions,
  /// normalised queries and keys, ReLU², zero-initialised outputs, tables of previous tokens.
  public static TransformerSpec fast(
      int vocabulary, int context, int layers, int heads, int width, int previous) {
    return new TransformerSpec(
        vocabulary,
        context,
        width,
        false,
        Blocks.normFirst(layers, NormSpec.rms(false), false),
        Attention.rotary(heads, heads, true),
        new Hidden(4 * width, FeedForward.Kind.RELU_SQUARED),
        new Embeddings(true, 0),
        new Tables(previous, 0, 0),
        Start.ZERO_OUTPUTS);
  }

  /// The same with hashed tables of the n-grams that end at each token.
  ///
  /// @param longest n-gram, from 2 on
  /// @param rows of each table
  public TransformerSpec withHashed(int longest, int rows) {
    Tables more = new Tables(tables.previous, longest, rows);
    return new TransformerSpec(
        vocabulary, context, width, tied, blocks, attention, hidden, embeddings, more, start);
  }

  /// The same with dropout of what the layers add, and of the embeddings.
  public TransformerSpec withDropout(double ofLayers, double ofEmbeddings) {
    Blocks inLayers = blocks.with(ofLayers);
    Embeddings first = new Embeddings(embeddings.embeddingNorm, ofEmbeddings);
    return new TransformerSpec(
        vocabulary, context, width, tied, inLayers, attention, hidden, first, tables, start);
  }

  @Override
  public int layers() {
    return blocks.layers;
  }

  @Override
  public double dropout() {
    return blocks.dropout;
  }
}
