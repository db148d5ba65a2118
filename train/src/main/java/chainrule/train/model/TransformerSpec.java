package chainrule.train.model;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.nn.FeedForward;
import chainrule.train.nn.NormSpec;

/// A Transformer language model, from GPT-2's shape to Llama's and beyond.
///
/// @param keyHeads heads of keys and values, a divisor of `heads`
/// @param hidden width between the matrices of the feed-forward layers
/// @param norm before or after each layer, and at the end
/// @param normFirst whether norms stand before the layers (and one at the end) or after them
/// @param biased whether linear layers have biases
/// @param rotaryBase of the wave lengths of rotary positions
/// @param queryNorm whether each head's queries and keys are normalised (without weights)
/// @param embeddingNorm whether the sum of the embeddings is normalised
/// @param tied whether the embedding table turns vectors into logits, too
/// @param dropout of what each layer adds, and of attention
/// @param embeddingDropout of the embeddings' sum
/// @param previous for so many tokens before, a table of each is added to the embedding
/// @param hashed n-grams of 2 to so many tokens have a hashed table each; 0 or 1 for none
/// @param hashedRows of each hashed table
/// @param start how the parameters begin
public record TransformerSpec(
    int vocabulary,
    int context,
    int layers,
    int heads,
    int keyHeads,
    int width,
    int hidden,
    NormSpec norm,
    boolean normFirst,
    FeedForward.Kind feedForward,
    boolean biased,
    Positions positions,
    double rotaryBase,
    boolean queryNorm,
    boolean embeddingNorm,
    boolean tied,
    double dropout,
    double embeddingDropout,
    int previous,
    int hashed,
    int hashedRows,
    Start start)
    implements ModelSpec {

  /// How the model knows where a token stands.
  public enum Positions {
    LEARNED,
    ROTARY,
    NONE
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
    Settings.atLeast("the vocabulary", vocabulary, 1);
    Settings.atLeast("the context", context, 1);
    Settings.between("the number of layers", layers, 0, Settings.MOST_LAYERS);
    Settings.atLeast("the number of heads", heads, 1);
    Settings.atLeast("the number of key heads", keyHeads, 1);
    Settings.atLeast("the width", width, 1);
    Settings.atLeast("the hidden width", hidden, 1);
    Settings.atLeast("the number of previous tokens", previous, 0);
    Settings.rate("dropout", dropout);
    Settings.rate("the embeddings' dropout", embeddingDropout);
    if (hashed > 1) {
      Settings.atLeast("the number of hashed rows", hashedRows, 1);
    }
    if (!(rotaryBase > 0)) {
      throw new BadSetting("the rotary base must be positive, not " + rotaryBase, "");
    }
  }

  /// GPT-2's shape: learned positions, LayerNorm, GELU, biases, tied embeddings.
  public static TransformerSpec gpt2(
      int vocabulary, int context, int layers, int heads, int width) {
    return new TransformerSpec(
        vocabulary,
        context,
        layers,
        heads,
        heads,
        width,
        4 * width,
        NormSpec.layer(true),
        true,
        FeedForward.Kind.GELU_TANH,
        true,
        Positions.LEARNED,
        10_000,
        false,
        false,
        true,
        0,
        0,
        0,
        0,
        0,
        Start.NORMAL);
  }

  /// nanoGPT's shape: GPT-2's without biases, and GELU as it was defined.
  public static TransformerSpec nanoGpt(
      int vocabulary, int context, int layers, int heads, int width, double dropout) {
    return new TransformerSpec(
        vocabulary,
        context,
        layers,
        heads,
        heads,
        width,
        4 * width,
        NormSpec.layer(false),
        true,
        FeedForward.Kind.GELU,
        false,
        Positions.LEARNED,
        10_000,
        false,
        false,
        true,
        dropout,
        dropout,
        0,
        0,
        0,
        Start.NORMAL);
  }

  /// Llama's shape: rotary positions, RMSNorm, SwiGLU, grouped-query attention.
  public static TransformerSpec llama(
      int vocabulary, int context, int layers, int heads, int keyHeads, int width, int hidden) {
    return new TransformerSpec(
        vocabulary,
        context,
        layers,
        heads,
        keyHeads,
        width,
        hidden,
        NormSpec.rms(true),
        true,
        FeedForward.Kind.SWIGLU,
        false,
        Positions.ROTARY,
        10_000,
        false,
        false,
        false,
        0,
        0,
        0,
        0,
        0,
        Start.NORMAL);
  }

  /// The shape that learns fastest from little: RMSNorm without weights, rotary positions,
  /// normalised queries and keys, ReLU², zero-initialised outputs, tables of previous tokens.
  public static TransformerSpec fast(
      int vocabulary, int context, int layers, int heads, int width, int previous) {
    return new TransformerSpec(
        vocabulary,
        context,
        layers,
        heads,
        heads,
        width,
        4 * width,
        NormSpec.rms(false),
        true,
        FeedForward.Kind.RELU_SQUARED,
        false,
        Positions.ROTARY,
        10_000,
        true,
        true,
        false,
        0,
        0,
        previous,
        0,
        0,
        Start.ZERO_OUTPUTS);
  }

  /// The same with hashed tables of the n-grams that end at each token.
  ///
  /// @param longest n-gram, from 2 on
  /// @param rows of each table
  public TransformerSpec withHashed(int longest, int rows) {
    return new TransformerSpec(
        vocabulary,
        context,
        layers,
        heads,
        keyHeads,
        width,
        hidden,
        norm,
        normFirst,
        feedForward,
        biased,
        positions,
        rotaryBase,
        queryNorm,
        embeddingNorm,
        tied,
        dropout,
        embeddingDropout,
        previous,
        longest,
        rows,
        start);
  }

  /// The same with dropout of what the layers add, and of the embeddings.
  public TransformerSpec withDropout(double ofLayers, double ofEmbeddings) {
    return new TransformerSpec(
        vocabulary,
        context,
        layers,
        heads,
        keyHeads,
        width,
        hidden,
        norm,
        normFirst,
        feedForward,
        biased,
        positions,
        rotaryBase,
        queryNorm,
        embeddingNorm,
        tied,
        ofLayers,
        ofEmbeddings,
        previous,
        hashed,
        hashedRows,
        start);
  }
}
