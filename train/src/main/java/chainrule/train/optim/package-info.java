/// Optimizers and the course of the learning rate.
///
/// An [OptimizerSpec][chainrule.train.optim.OptimizerSpec] says which; the
/// [Optimizer][chainrule.train.optim.Optimizer] owns what is remembered and gives every parameter
/// the rule that its role asks for. A [Schedule][chainrule.train.optim.Schedule] gives the learning
/// rate.
package chainrule.train.optim;
