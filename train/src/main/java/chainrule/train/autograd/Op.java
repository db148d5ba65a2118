package chainrule.train.autograd;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// A function of tensors with its gradient. Pure: it has attributes only (a record, so that equal
/// ops are equal), knows no tape, no random numbers and no file; all that backward needs is an
/// input or a result. Someone else ([Execution]) decides when it runs and where results lie.
///
/// What the methods from [#readsInput] on say lets the tape throw tensors away early and write one
/// over another; the defaults promise nothing.
public interface Op {
  /// What messages call it.
  default String name() {
    return getClass().getSimpleName();
  }

  /// The shapes of the results. The one place where shape errors are made.
  Shape[] shape(Shape... in);

  /// What a result holds: real numbers, or integers for an op that makes ids.
  ///
  /// @param real what real numbers are in this execution
  default Type type(int result, Type real) {
    return real;
  }

  /// Computes the results.
  ///
  /// @param out not given where a result [#mayLeaveOut] and is not wanted
  void forward(Scratch scratch, Tensor[] in, Tensor[] out);

  /// Puts the gradients that are wanted into `dIn`.
  ///
  /// @param dOut gradient of each result, not given where nothing depends on it
  void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn);

  /// What ONNX calls it.
  Wire[] lower(GraphBuilder graph, Wire... in);

  /// Whether the gradient with respect to this input exists (ids have none).
  default boolean isDifferentiable(int input) {
    return true;
  }

  /// Whether a loss may depend on this result: those that are there for backward alone have no
  /// gradient.
  default boolean isDifferentiableResult(int result) {
    return true;
  }

  /// Whether backward reads this input.
  default boolean readsInput(int input) {
    return true;
  }

  /// Whether backward reads this result.
  default boolean readsResult(int result) {
    return true;
  }

  /// Whether forward goes without this result where nobody reads it; it then gets no tensor for it.
  default boolean mayLeaveOut(int result) {
    return false;
  }

  /// Whether result 0 is input 0 seen in another shape; forward then has nothing to do.
  default boolean isView() {
    return false;
  }

  /// Whether forward may write result 0 over this input, where they have the same size.
  default boolean mayOverwrite(int input) {
    return false;
  }

  /// Whether the gradient of this input is that of result 0, where they have the same size.
  default boolean passesGradient(int input) {
    return isView() && input == 0;
  }

  /// Whether the gradient of this input may be written over that of result 0, where they have the
  /// same size.
  default boolean mayOverwriteGradient(int input) {
    return false;
  }

  /// Whether the gradient of this input may be written over the input itself.
  default boolean mayBecomeGradient(int input) {
    return false;
  }

  /// How many numbers forward or backward, whichever takes more, want from [Scratch#take].
  default long scratch(Shape... in) {
    return 0;
  }
}
