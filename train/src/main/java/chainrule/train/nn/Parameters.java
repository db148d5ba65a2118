package chainrule.train.nn;

import chainrule.train.autograd.MemoryBudget;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// All parameters of a model by name, in the order in which its layers declared them: their owner.
/// They are declared first, so that a model's size is known before memory is taken.
public final class Parameters {
  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private int sites;

  /// Where the outermost layer declares its parameters.
  public Scope root() {
    return new Scope(this, "");
  }

  Parameter declare(String name, Shape shape, Init init, Role role) {
    Parameter parameter = new Parameter(name, shape, init, role);
    if (byName.put(name, parameter) != null) {
      throw new IllegalStateException("two parameters are called " + name);
    }
    return parameter;
  }

  /// A number of its own for each dropout.
  int nextSite() {
    return sites++;
  }

  public Collection<Parameter> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  public Optional<Parameter> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// How many numbers there are to learn.
  public long count() {
    long count = 0;
    for (Parameter parameter : byName.values()) {
      count = Math.addExact(count, parameter.shape().elements());
    }
    return count;
  }

  /// Gives every parameter its numbers. Each draws from a sequence of its own, so that they do not
  /// depend on each other.
  ///
  /// @param rng from whose seed these sequences follow
  public void allocate(Type type, Rng rng) {
    MemoryBudget.require("a model of %,d parameters".formatted(count()), count() * type.bytes());
    for (Parameter parameter : byName.values()) {
      Tensor tensor = Tensor.zeros(type, parameter.shape());
      parameter.init().fill(tensor, rng.split(parameter.name()));
      parameter.bind(tensor);
    }
  }
}
