package chainrule.train.nn;

import chainrule.train.tensor.Shape;

/// A place in the tree of layers, where parameters are declared: `blocks.0.attention`.
public final class Scope {
  private final Parameters parameters;
  private final String path;

  Scope(Parameters parameters, String path) {
    this.parameters = parameters;
    this.path = path;
  }

  /// The place of an inner layer.
  public Scope in(String name) {
    return new Scope(parameters, path + name + ".");
  }

  public Scope in(String name, int index) {
    return in(name + "." + index);
  }

  public Parameter parameter(String name, Shape shape, Init init, Role role) {
    return parameters.declare(path + name, shape, init, role);
  }

  int nextSite() {
    return parameters.nextSite();
  }
}
