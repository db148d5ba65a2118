package chainrule.train.nn;

import chainrule.train.autograd.Leaf;
import chainrule.train.tensor.Shape;

/// A tensor that is learned: a tracked [Leaf] that knows how it begins and what it is for. It has
/// no numbers until [Parameters#allocate].
public final class Parameter extends Leaf {
  private final Init init;
  private final Role role;

  Parameter(String name, Shape shape, Init init, Role role) {
    super(name, shape, true);
    this.init = init;
    this.role = role;
  }

  public Init init() {
    return init;
  }

  public Role role() {
    return role;
  }
}
