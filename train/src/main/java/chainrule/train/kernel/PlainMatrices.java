package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Matrix products as three nested loops.
final class PlainMatrices implements Matrices {
  @Override
  public void multiply(
      int batch,
      int rows,
      int columns,
      int inner,
      Tensor a,
      boolean aTransposed,
      Tensor b,
      boolean bTransposed,
      Target c) {
    int aRow = aTransposed ? 1 : inner;
    int aInner = aTransposed ? rows : 1;
    int bInner = bTransposed ? 1 : columns;
    int bColumn = bTransposed ? inner : 1;
    for (int p = 0; p < batch; p++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          int aPlace = p * rows * inner + i * aRow;
          int bPlace = p * inner * columns + j * bColumn;
          for (int k = 0; k < inner; k++) {
            sum += a.get(aPlace + k * aInner) * b.get(bPlace + k * bInner);
          }
          c.put((p * rows + i) * columns + j, sum);
        }
      }
    }
  }
}
