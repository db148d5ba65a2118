package chainrule.train.tensor;

/// Where a kernel puts a result, and whether it overwrites what is there or adds to it. Gradients
/// are sums over all uses of a value: the first overwrites, the others add.
public record Target(Tensor tensor, boolean adds) {
  /// Stands for a result that nobody wants.
  public static final Target NONE = new Target(Tensor.NONE, false);

  public static Target set(Tensor tensor) {
    return new Target(tensor, false);
  }

  public static Target add(Tensor tensor) {
    return new Target(tensor, true);
  }

  public boolean isWanted() {
    return tensor.isGiven();
  }

  /// Puts one number at a place counted row by row.
  public void put(int index, double number) {
    tensor.set(index, adds ? tensor.get(index) + number : number);
  }
}
