package chainrule.train.graph;

import java.util.Arrays;
import java.util.List;

/// A fixed setting of a [Node].
public sealed interface Attribute {
  record Int(long value) implements Attribute {}

  record Real(double value) implements Attribute {}

  record Text(String value) implements Attribute {}

  record Ints(List<Long> values) implements Attribute {
    public Ints {
      values = List.copyOf(values);
    }
  }

  record Texts(List<String> values) implements Attribute {
    public Texts {
      values = List.copyOf(values);
    }
  }

  record Body(Graph graph) implements Attribute {}

  static Attribute of(long value) {
    return new Int(value);
  }

  static Attribute of(double value) {
    return new Real(value);
  }

  static Attribute of(String value) {
    return new Text(value);
  }

  static Attribute of(int... values) {
    return new Ints(Arrays.stream(values).mapToObj(Long::valueOf).toList());
  }
}
