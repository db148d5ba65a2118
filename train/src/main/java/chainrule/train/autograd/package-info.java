/// Reverse-mode automatic differentiation.
///
/// An [Op][chainrule.train.autograd.Op] is a pure function with its gradient; an
/// [Execution][chainrule.train.autograd.Execution] applies it to
/// [Value][chainrule.train.autograd.Value]s. [Tape][chainrule.train.autograd.Tape] records what a
/// model does, plans memory, runs it forward and, visiting the ops in reverse, adds up
/// [Gradients][chainrule.train.autograd.Gradients]; [Eager][chainrule.train.autograd.Eager]
/// computes at once; [Trace][chainrule.train.autograd.Trace] draws the graph.
/// [GradientCheck][chainrule.train.autograd.GradientCheck] compares with finite differences.
package chainrule.train.autograd;
