/// The ops: one file for each, with its shape rule, forward, backward and lowering to the graph.
///
/// [StandardOp][chainrule.train.op.StandardOp] lists them all. Adding one is its file, a line there
/// and its sample inputs in the contract test. The other files are what several ops share:
/// [Shapes][chainrule.train.op.Shapes] for checks and their messages,
/// [AxisSums][chainrule.train.op.AxisSums], [Contraction][chainrule.train.op.Contraction] for
/// einsum, [RecurrentInput][chainrule.train.op.RecurrentInput].
package chainrule.train.op;
