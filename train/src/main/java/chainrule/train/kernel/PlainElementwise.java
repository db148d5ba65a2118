package chainrule.train.kernel;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Functions of numbers, one after another.
final class PlainElementwise implements Elementwise {
  @Override
  public void map(Unary f, Tensor x, Tensor y) {
    for (int i = 0; i < x.size(); i++) {
      y.set(i, f.apply(x.get(i)));
    }
  }

  @Override
  public void mapWithSlope(Unary f, Tensor x, Tensor y, Tensor slope) {
    for (int i = 0; i < x.size(); i++) {
      double argument = x.get(i);
      y.set(i, f.apply(argument));
      slope.set(i, f.derivative(argument, f.apply(argument)));
    }
  }

  @Override
  public void mapBackward(Unary f, Tensor x, Tensor y, Tensor dy, Target dx) {
    for (int i = 0; i < x.size(); i++) {
      dx.put(i, dy.get(i) * f.derivative(x.get(i), y.get(i)));
    }
  }

  @Override
  public void combine(Binary f, Tensor a, Tensor b, Target c) {
    Shape shape = c.tensor().shape();
    int[] aStrides = strides(a.shape(), shape);
    int[] bStrides = strides(b.shape(), shape);
    for (int i = 0; i < c.tensor().size(); i++) {
      c.put(i, f.apply(a.get(place(i, shape, aStrides)), b.get(place(i, shape, bStrides))));
    }
  }

  /// How far apart neighbours along each axis of `result` lie in `operand`: 0 where it is
  /// stretched.
  static int[] strides(Shape operand, Shape result) {
    int[] strides = new int[result.rank()];
    int stride = 1;
    for (int axis = 1; axis <= operand.rank(); axis++) {
      int size = operand.size(-axis);
      strides[result.rank() - axis] = size == 1 ? 0 : stride;
      stride *= size;
    }
    return strides;
  }

  private static int place(int index, Shape shape, int[] strides) {
    int place = 0;
    for (int axis = shape.rank() - 1, rest = index; axis >= 0; axis--) {
      place += rest % shape.size(axis) * strides[axis];
      rest /= shape.size(axis);
    }
    return place;
  }

  @Override
  public void scale(double factor, Tensor x, Target y) {
    for (int i = 0; i < x.size(); i++) {
      y.put(i, factor * x.get(i));
    }
  }

  @Override
  public void gate(Unary f, Tensor a, Tensor b, Tensor y) {
    for (int i = 0; i < y.size(); i++) {
      y.set(i, f.apply(a.get(i)) * b.get(i));
    }
  }

  @Override
  public void gateBackward(Unary f, Tensor a, Tensor b, Tensor dy, Target da, Target db) {
    for (int i = 0; i < dy.size(); i++) {
      double x = a.get(i);
      double y = f.apply(x);
      double slope = dy.get(i) * b.get(i) * f.derivative(x, y);
      double gated = dy.get(i) * y;
      if (da.isWanted()) {
        da.put(i, slope);
      }
      if (db.isWanted()) {
        db.put(i, gated);
      }
    }
  }

  @Override
  public void dropout(double rate, long key, Tensor x, Target y) {
    int threshold = DropoutMask.threshold(rate);
    for (int i = 0; i < x.size(); i++) {
      y.put(i, DropoutMask.keeps(key, i, threshold) ? x.get(i) / (1 - rate) : 0);
    }
  }
}
