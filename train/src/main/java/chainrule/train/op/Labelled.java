package chainrule.train.op;

import chainrule.train.tensor.Tensor;

/// A tensor with a letter for each of its dimensions.
record Labelled(String letters, Tensor tensor) {
  int size(char letter) {
    return tensor.shape().size(letters.indexOf(letter));
  }

  boolean has(char letter) {
    return letters.indexOf(letter) >= 0;
  }
}
