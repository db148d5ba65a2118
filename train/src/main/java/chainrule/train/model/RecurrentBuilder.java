package chainrule.train.model;

import chainrule.train.nn.Dropout;
import chainrule.train.nn.EmbedToken;
import chainrule.train.nn.Embedding;
import chainrule.train.nn.GenerateToken;
import chainrule.train.nn.Init;
import chainrule.train.nn.Layer;
import chainrule.train.nn.Linear;
import chainrule.train.nn.Recurrence;
import chainrule.train.nn.RecurrentNetwork;
import chainrule.train.nn.Role;
import chainrule.train.nn.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the layers of a [RecurrentSpec] together; parameters begin as PyTorch's do.
final class RecurrentBuilder {
  private final RecurrentSpec spec;
  private final Scope scope;
  private final Embedding tokens;
  private final Init uniform;

  RecurrentBuilder(RecurrentSpec spec, Scope scope) {
    this.spec = spec;
    this.scope = scope;
    this.uniform = new Init.Uniform(1 / Math.sqrt(spec.hidden()));
    this.tokens =
        Embedding.tied(
            scope.in("tokens"),
            spec.vocabulary(),
            spec.width(),
            spec.tied() ? uniform : new Init.Normal(1),
            spec.tied());
  }

  EmbedToken embed() {
    return new EmbedToken(tokens, Optional.empty(), List.of(), Layer.IDENTITY, dropout(scope));
  }

  RecurrentNetwork network() {
    List<Recurrence> layers = new ArrayList<>();
    List<Layer> dropouts = new ArrayList<>();
    for (int i = 0; i < spec.layers(); i++) {
      Scope place = scope.in("layers", i);
      int in = i == 0 ? spec.width() : spec.hidden();
      layers.add(new Recurrence(place, spec.cell(), in, spec.hidden(), uniform));
      dropouts.add(dropout(place));
    }
    return new RecurrentNetwork(layers, dropouts, spec.hidden());
  }

  GenerateToken generate() {
    return spec.tied()
        ? GenerateToken.tied(tokens)
        : GenerateToken.with(
            new Linear(
                scope.in("head"),
                spec.hidden(),
                spec.vocabulary(),
                uniform,
                Optional.of(uniform),
                Role.HEAD));
  }

  private Layer dropout(Scope place) {
    return spec.dropout() > 0 ? new Dropout(place, spec.dropout()) : Layer.IDENTITY;
  }
}
