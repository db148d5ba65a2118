package chainrule.train.model;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.nn.Collapse;
import chainrule.train.nn.Context;
import chainrule.train.nn.EmbedToken;
import chainrule.train.nn.GenerateToken;
import chainrule.train.nn.Parameters;
import chainrule.train.nn.SequenceModel;
import chainrule.train.nn.Slot;
import chainrule.train.nn.State;
import chainrule.train.tensor.Type;
import java.util.List;
import java.util.Optional;

/// A language model: `GenerateToken(Collapse(SequenceModel(EmbedToken(ids))))`. Made from a
/// [ModelSpec] with parameters that have no numbers yet ([Parameters#allocate]). May be used by
/// several executions, one at a time.
public final class LanguageModel {
  private final ModelSpec spec;
  private final Parameters parameters;
  private final EmbedToken embed;
  private final SequenceModel sequence;
  private final GenerateToken generate;

  private LanguageModel(
      ModelSpec spec,
      Parameters parameters,
      EmbedToken embed,
      SequenceModel sequence,
      GenerateToken generate) {
    this.spec = spec;
    this.parameters = parameters;
    this.embed = embed;
    this.sequence = sequence;
    this.generate = generate;
  }

  /// @param type of the numbers it will compute with
  public static LanguageModel of(ModelSpec spec, Type type) {
    Parameters parameters = new Parameters();
    return switch (spec) {
      case TransformerSpec transformer -> {
        TransformerBuilder builder = new TransformerBuilder(transformer, parameters.root(), type);
        yield new LanguageModel(
            spec, parameters, builder.embed(), builder.transformer(), builder.generate());
      }
      case RecurrentSpec recurrent -> {
        RecurrentBuilder builder = new RecurrentBuilder(recurrent, parameters.root());
        yield new LanguageModel(
            spec, parameters, builder.embed(), builder.network(), builder.generate());
      }
    };
  }

  /// What comes next after each token, `[batch, time, vocabulary]`, or after the last, `[batch,
  /// vocabulary]`.
  ///
  /// @param ids `[batch, time]`
  /// @param past ids that stood before, `[batch, past]`, for models that look back at them
  ///   ([#reach])
  /// @param collapse `NONE` for every position, `LAST` for the next token
  public Value logits(
      Execution execution,
      Value ids,
      Optional<Value> past,
      Context context,
      State state,
      Collapse collapse) {
    var seen = see(execution, ids, past, context, state);
    return generate.apply(execution, collapse.apply(execution, seen));
  }

  private Value see(
      Execution execution, Value ids, Optional<Value> past, Context context, State state) {
    return sequence.apply(execution, embed.apply(execution, ids, past, context), context, state);
  }

  /// The mean cross-entropy of the next tokens, in nats, and that of each.
  ///
  /// @param targets ids `[batch, time]`; negative ones are left out
  /// @param smoothing of the targets, 0 for none
  public Loss loss(
      Execution execution,
      Value ids,
      Value targets,
      Context context,
      State state,
      double smoothing) {
    if (ids.shape().size(1) > spec.context() && spec instanceof TransformerSpec) {
      throw new BadSetting(
          "a sequence of %d tokens is longer than the context of %d"
              .formatted(ids.shape().size(1), spec.context()),
          "use shorter sequences or a model with a longer context");
    }
    var seen = see(execution, ids, Optional.empty(), context, state);
    Value[] losses = generate.loss(execution, seen, targets, smoothing);
    return new Loss(losses[0], losses[1]);
  }

  /// @param mean a scalar
  /// @param each `[batch, time]`
  public record Loss(Value mean, Value each) {}

  public ModelSpec spec() {
    return spec;
  }

  public Parameters parameters() {
    return parameters;
  }

  /// What [State] holds, in order.
  public List<Slot> state() {
    return sequence.state();
  }

  /// How many ids before the first the embeddings look at.
  public int reach() {
    return embed.reach();
  }
}
