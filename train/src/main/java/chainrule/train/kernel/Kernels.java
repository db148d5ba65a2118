package chainrule.train.kernel;

import chainrule.tokenize.io.NotOnThisMachine;
import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Type;

/// All numeric work of the engine: one family of kernels each for matrix products, norms and so on.
/// There are two of a kind. The plain ones are loops that read like the formula, in double
/// precision inside and over any storage: they are the truth, and what gradients are checked with.
/// The fast ones work on `float[]` with vectors and threads. Ops see only these interfaces.
///
/// Common to all: tensors are dense, row by row; a `Target` says whether to overwrite or add and
/// may be unwanted; inputs and outputs do not overlap unless a method says they may; nothing is
/// checked here that an op's shape rule has checked; results are the same bits whatever the number
/// of threads. One call at a time.
///
/// @param name `plain` or `fast …`, for reports
/// @param type of the tensors that these kernels want
public record Kernels(
    String name,
    Type type,
    Matrices matrices,
    Elementwise elementwise,
    Reductions reductions,
    Moves moves,
    Norms norms,
    Attention attention,
    Losses losses,
    Recurrences recurrences,
    Lookups lookups,
    Updates updates) {

  /// The truth: slow, one thread.
  ///
  /// @param type `FLOAT64` to check gradients, `FLOAT32` to compare with the fast kernels
  public static Kernels plain(Type type) {
    return new Kernels(
        "plain",
        type,
        new PlainMatrices(),
        new PlainElementwise(),
        new PlainReductions(),
        new PlainMoves(),
        new PlainNorms(),
        new PlainAttention(),
        new PlainLosses(),
        new PlainRecurrences(),
        new PlainLookups(),
        new PlainUpdates());
  }

  /// The speed: vectors over `float[]`, on the threads of `parallel`.
  public static Kernels fast(Parallel parallel) {
    VectorModule.load()
        .ifPresent(
            problem -> {
              throw new NotOnThisMachine(problem, "");
            });
    return new Kernels(
        "fast",
        Type.FLOAT32,
        new VectorMatrices(parallel),
        new VectorElementwise(parallel),
        new VectorReductions(parallel),
        new VectorMoves(parallel),
        new VectorNorms(parallel),
        new VectorAttention(parallel),
        new VectorLosses(parallel),
        new VectorRecurrences(parallel),
        new VectorLookups(parallel),
        new VectorUpdates(parallel));
  }
}
