package chainrule.train.model;

import chainrule.train.nn.AddNorm;
import chainrule.train.nn.AttentionSpec;
import chainrule.train.nn.Dropout;
import chainrule.train.nn.EmbedToken;
import chainrule.train.nn.Embedding;
import chainrule.train.nn.FeedForward;
import chainrule.train.nn.GenerateToken;
import chainrule.train.nn.Init;
import chainrule.train.nn.Layer;
import chainrule.train.nn.Linear;
import chainrule.train.nn.MultiHeadAttention;
import chainrule.train.nn.NormSpec;
import chainrule.train.nn.PreviousTokens;
import chainrule.train.nn.Role;
import chainrule.train.nn.Rotary;
import chainrule.train.nn.Scope;
import chainrule.train.nn.Transformer;
import chainrule.train.nn.TransformerBlock;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the layers of a [TransformerSpec] together.
final class TransformerBuilder {
  private static final double DEVIATION = 0.02;

  private final TransformerSpec spec;
  private final Scope scope;
  private final AttentionSpec attention;
  private final Embedding tokens;

  TransformerBuilder(TransformerSpec spec, Scope scope, Type type) {
    this.spec = spec;
    this.scope = scope;
    this.attention = attention(type);
    this.tokens =
        Embedding.tied(
            scope.in("tokens"), spec.vocabulary(), spec.width(), embedding(), spec.tied());
  }

  private AttentionSpec attention(Type type) {
    TransformerSpec.Attention chosen = spec.attention();
    AttentionSpec plain =
        new AttentionSpec(
            spec.width(),
            chosen.heads(),
            chosen.keyHeads(),
            true,
            spec.blocks().biased(),
            spec.dropout(),
            Optional.empty(),
            chosen.queryNorm() ? Optional.of(NormSpec.rms(false)) : Optional.empty());
    return chosen.positions() == TransformerSpec.Positions.ROTARY
        ? plain.with(new Rotary(type, spec.context(), plain.headSize(), chosen.rotaryBase()))
        : plain;
  }

  EmbedToken embed() {
    Optional<Embedding> positions =
        spec.attention().positions() == TransformerSpec.Positions.LEARNED
            ? Optional.of(
                new Embedding(scope.in("positions"), spec.context(), spec.width(), embedding()))
            : Optional.empty();
    Layer norm =
        spec.embeddings().embeddingNorm() ? norm(scope.in("embedding_norm")) : Layer.IDENTITY;
    Layer dropout = dropout(scope, spec.embeddings().embeddingDropout());
    return new EmbedToken(tokens, positions, previous(spec.tables()), norm, dropout);
  }

  private List<PreviousTokens> previous(TransformerSpec.Tables tables) {
    List<PreviousTokens> previous = new ArrayList<>();
    for (int distance = 1; distance <= tables.previous(); distance++) {
      Scope place = scope.in("previous", distance);
      previous.add(
          PreviousTokens.at(place, distance, spec.vocabulary(), spec.width(), embedding()));
    }
    int rows = tables.hashedRows();
    for (int order = 2; order <= tables.hashed(); order++) {
      Scope place = scope.in("hashed", order);
      previous.add(
          PreviousTokens.hashed(place, order, rows, spec.vocabulary(), spec.width(), Init.zeros()));
    }
    return previous;
  }

  Transformer transformer() {
    List<TransformerBlock> blocks = new ArrayList<>();
    for (int i = 0; i < spec.layers(); i++) {
      blocks.add(block(scope.in("blocks", i)));
    }
    Layer last = spec.blocks().normFirst() ? norm(scope.in("norm")) : Layer.IDENTITY;
    return new Transformer(blocks, last, spec.width());
  }

  private TransformerBlock block(Scope place) {
    boolean normFirst = spec.blocks().normFirst();
    Layer norm = norm(place.in("attention_norm"));
    MultiHeadAttention attend =
        new MultiHeadAttention(place.in("attention"), attention, matrix(spec.width()), residual());
    AddNorm first = new AddNorm(norm, normFirst, Layer.IDENTITY, dropout(place, spec.dropout()));
    Layer secondNorm = norm(place.in("feed_forward_norm"));
    FeedForward feedForward =
        new FeedForward(
            place.in("feed_forward"),
            spec.width(),
            spec.hidden().hidden(),
            spec.hidden().feedForward(),
            spec.blocks().biased(),
            matrix(spec.width()),
            residual());
    AddNorm second =
        new AddNorm(secondNorm, normFirst, feedForward, dropout(place, spec.dropout()));
    return new TransformerBlock(attend, first, second);
  }

  private Layer norm(Scope place) {
    return spec.blocks().norm().make(place, spec.width());
  }

  GenerateToken generate() {
    if (spec.tied()) {
      return GenerateToken.tied(tokens);
    }
    return GenerateToken.with(
        new Linear(
            scope.in("head"),
            spec.width(),
            spec.vocabulary(),
            switch (spec.start()) {
              case NORMAL -> new Init.Normal(DEVIATION);
              case ZERO_OUTPUTS -> Init.zeros();
            },
            Optional.empty(),
            Role.HEAD));
  }

  private static Layer dropout(Scope place, double rate) {
    return rate > 0 ? new Dropout(place, rate) : Layer.IDENTITY;
  }

  private Init embedding() {
    return switch (spec.start()) {
      case NORMAL -> new Init.Normal(DEVIATION);
      case ZERO_OUTPUTS -> new Init.Normal(1);
    };
  }

  private Init matrix(int in) {
    return switch (spec.start()) {
      case NORMAL -> new Init.Normal(DEVIATION);
      case ZERO_OUTPUTS -> new Init.Uniform(0.5 * Math.sqrt(3.0 / in));
    };
  }

  private Init residual() {
    return switch (spec.start()) {
      case NORMAL -> new Init.Normal(DEVIATION / Math.sqrt(2.0 * spec.layers()));
      case ZERO_OUTPUTS -> Init.zeros();
    };
  }
}
