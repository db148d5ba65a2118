/// How the next token is chosen from what a model says, for n-gram and neural models alike.
///
/// Each rule is one file: it changes the model's logits (natural logarithms, up to a constant; what
/// is excluded is negative infinity) in the light of what was said before. They are applied in this
/// order, which [SamplingSettings][chainrule.train.sampling.SamplingSettings] keeps:
/// [LogitBias][chainrule.train.sampling.LogitBias],
/// [BannedTokens][chainrule.train.sampling.BannedTokens],
/// [RepetitionPenalty][chainrule.train.sampling.RepetitionPenalty],
/// [CountPenalty][chainrule.train.sampling.CountPenalty] (presence and frequency),
/// [Temperature][chainrule.train.sampling.Temperature], [TopK][chainrule.train.sampling.TopK],
/// [TopP][chainrule.train.sampling.TopP], [MinP][chainrule.train.sampling.MinP]. Then
/// [Sampler][chainrule.train.sampling.Sampler] draws from what is left, or takes the best; in a
/// graph it draws by [Draw][chainrule.train.sampling.Draw].
package chainrule.train.sampling;
