package chainrule.train.data;

import chainrule.train.tensor.Tensor;

/// Fetches the windows that a [BatchOrder] names. Not for use by several threads.
public final class Batches {
  private final TokenRange data;
  private final BatchOrder order;
  private final int vocabulary;
  private final int[] window;

  /// @param vocabulary how many different tokens there may be; others are refused when they come
  public Batches(TokenRange data, BatchOrder order, int context, int vocabulary) {
    this.data = data;
    this.order = order;
    this.vocabulary = vocabulary;
    this.window = new int[context + 1];
  }

  public BatchOrder order() {
    return order;
  }

  /// Fills the batch of a step.
  ///
  /// @param inputs `[B, T]`, the tokens
  /// @param targets `[B, T]`, for each of them the one that follows
  public void fetch(long step, Tensor inputs, Tensor targets) {
    int rows = inputs.shape().size(0);
    for (int row = 0; row < rows; row++) {
      place(order.start(step, row), row, inputs, targets);
    }
  }

  private void place(long start, int row, Tensor inputs, Tensor targets) {
    int context = window.length - 1;
    data.read("the training data", start, vocabulary, window);
    System.arraycopy(window, 0, inputs.ints(), inputs.offset() + row * context, context);
    System.arraycopy(window, 1, targets.ints(), targets.offset() + row * context, context);
  }
}
