/// Layers: what models are put together from.
///
/// A layer declares its [Parameter][chainrule.train.nn.Parameter]s in a
/// [Scope][chainrule.train.nn.Scope] when it is made, and applies ops when it is used; it sees no
/// more than an execution. Small ones are a [Layer][chainrule.train.nn.Layer]; what turns sequences
/// into sequences is a [SequenceModel][chainrule.train.nn.SequenceModel], which may carry
/// [State][chainrule.train.nn.State]. A language model is
/// [EmbedToken][chainrule.train.nn.EmbedToken], a sequence model,
/// [Collapse][chainrule.train.nn.Collapse] and [GenerateToken][chainrule.train.nn.GenerateToken].
package chainrule.train.nn;
