package chainrule.train.optim;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.HashMap;
import java.util.Map;

/// Memory for matrices that are only needed during one rule's step, shared by all rules.
final class Workspace {
  private record Place(int number, Shape shape) {}

  private final Type type;
  private final Map<Integer, Tensor> memory = new HashMap<>();
  private final Map<Place, Tensor> views = new HashMap<>();

  Workspace(Type type) {
    this.type = type;
  }

  /// @param number different for matrices that are needed at the same time
  Tensor matrix(int number, Shape shape) {
    Tensor array = memory.getOrDefault(number, Tensor.NONE);
    if (array.size() < shape.elements()) {
      memory.put(number, Tensor.zeros(type, Shape.of(shape.elements())));
      views.keySet().removeIf(place -> place.number == number);
    }
    return views.computeIfAbsent(
        new Place(number, shape), place -> memory.get(number).part(0, shape));
  }
}
