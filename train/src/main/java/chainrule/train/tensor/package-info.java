/// Numbers and their shapes, with no thought of gradients.
///
/// A [Tensor][chainrule.train.tensor.Tensor] is a stretch of an array seen in a
/// [Shape][chainrule.train.tensor.Shape], whose [Dim][chainrule.train.tensor.Dim]s are numbers
/// while a model runs and may be names while its graph is drawn. A
/// [Target][chainrule.train.tensor.Target] says whether a result overwrites or adds.
/// [Rng][chainrule.train.tensor.Rng] gives the same random numbers for the same seed, everywhere.
package chainrule.train.tensor;
