package chainrule.train.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One dimension of a [Shape]: a number, or in a graph that is drawn before its data is known, a
/// name or a sum of such.
public sealed interface Dim {
  /// A known size, zero included.
  record Fixed(int size) implements Dim {
    public Fixed {
      if (size < 0) {
        throw new IllegalArgumentException("a dimension cannot be " + size);
      }
    }

    @Override
    public String toString() {
      return Integer.toString(size);
    }
  }

  /// A size that differs from run to run: `batch`, `time`.
  record Named(String name) implements Dim {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Sizes put end to end: `past + time`.
  record Sum(List<Dim> terms) implements Dim {
    public Sum {
      terms = List.copyOf(terms);
    }

    @Override
    public String toString() {
      return terms.stream().map(Object::toString).collect(Collectors.joining(" + "));
    }
  }

  static Dim of(int size) {
    return new Fixed(size);
  }

  static Dim named(String name) {
    return new Named(name);
  }

  /// This dimension and another end to end; known numbers are added up, at the end of the sum.
  default Dim plus(Dim other) {
    List<Dim> terms = new ArrayList<>();
    int known = 0;
    for (Dim side : List.of(this, other)) {
      for (Dim term : side instanceof Sum sum ? sum.terms : List.of(side)) {
        if (term instanceof Fixed fixed) {
          known = Math.addExact(known, fixed.size);
        } else {
          terms.add(term);
        }
      }
    }
    if (known != 0 || terms.isEmpty()) {
      terms.add(new Fixed(known));
    }
    return terms.size() == 1 ? terms.getFirst() : new Sum(terms);
  }

  default boolean isFixed() {
    return this instanceof Fixed;
  }
}
