/// The numeric kernels: everything that takes time.
///
/// [Kernels][chainrule.train.kernel.Kernels] is one set of families
/// ([Matrices][chainrule.train.kernel.Matrices], [Norms][chainrule.train.kernel.Norms], …). Each
/// family is an interface with the formulas and two implementations: `Plain…`, loops in double
/// precision that are the truth, and the fast one over `float[]`. Tests hold the second to the
/// first at awkward sizes.
package chainrule.train.kernel;
