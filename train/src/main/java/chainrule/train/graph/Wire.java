package chainrule.train.graph;

/// A value in a [Graph], by the name that is written into the file.
public record Wire(String name) {
  /// Stands for an optional input or output that is left out.
  public static final Wire NONE = new Wire("");

  public boolean isGiven() {
    return !name.isEmpty();
  }
}
