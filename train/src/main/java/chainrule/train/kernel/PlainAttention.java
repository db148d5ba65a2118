package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;

/// Attention query by query, one row of probabilities at a time.
final class PlainAttention implements Attention {
  @Override
  public void forward(
      AttentionShape s,
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor querySegments,
      Tensor keySegments,
      Tensor result,
      Tensor logSumExp) {
    double[] row = new double[s.keys()];
    double[] sums = new double[s.valueSize()];
    for (int b = 0; b < s.batch(); b++) {
      for (int h = 0; h < s.heads(); h++) {
        for (int i = 0; i < s.queries(); i++) {
          double max = Double.NEGATIVE_INFINITY;
          for (int j = 0; j < s.keys(); j++) {
            row[j] =
                sees(s, querySegments, keySegments, b, i, j)
                    ? score(s, q, k, b, h, i, j)
                    : Double.NEGATIVE_INFINITY;
            max = Math.max(max, row[j]);
          }
          double sum = 0;
          for (int j = 0; j < s.keys(); j++) {
            row[j] = max == Double.NEGATIVE_INFINITY ? 0 : Math.exp(row[j] - max);
            sum += row[j];
          }
          Arrays.fill(sums, 0);
          for (int j = 0; j < s.keys(); j++) {
            if (row[j] != 0) {
              double probability = row[j] / sum * s.kept(b, h, i, j);
              for (int d = 0; d < s.valueSize(); d++) {
                sums[d] += probability * v.get(value(s, b, h, j) + d);
              }
            }
          }
          for (int d = 0; d < s.valueSize(); d++) {
            result.set(result(s, b, h, i) + d, sums[d]);
          }
          logSumExp.set((b * s.heads() + h) * s.queries() + i, max + Math.log(sum));
        }
      }
    }
  }

  @Override
  public void backward(
      AttentionShape s,
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor querySegments,
      Tensor keySegments,
      Tensor result,
      Tensor logSumExp,
      Tensor dResult,
      Target dq,
      Target dk,
      Target dv) {
    double[] queryGradient = new double[q.size()];
    double[] keyGradient = new double[k.size()];
    double[] valueGradient = new double[v.size()];
    for (int b = 0; b < s.batch(); b++) {
      for (int h = 0; h < s.heads(); h++) {
        for (int i = 0; i < s.queries(); i++) {
          double inner = 0; // Σ_j p_j·dp_j = result·dResult
          for (int d = 0; d < s.valueSize(); d++) {
            inner += result.get(result(s, b, h, i) + d) * dResult.get(result(s, b, h, i) + d);
          }
          for (int j = 0; j < s.keys(); j++) {
            if (!sees(s, querySegments, keySegments, b, i, j)) {
              continue;
            }
            double logarithm = logSumExp.get((b * s.heads() + h) * s.queries() + i);
            double probability = Math.exp(score(s, q, k, b, h, i, j) - logarithm);
            double kept = s.kept(b, h, i, j);
            double dProbability = 0;
            for (int d = 0; d < s.valueSize(); d++) {
              double gradient = dResult.get(result(s, b, h, i) + d);
              dProbability += kept * gradient * v.get(value(s, b, h, j) + d);
              valueGradient[value(s, b, h, j) + d] += probability * kept * gradient;
            }
            double dScore = s.scale() * probability * (dProbability - inner);
            for (int d = 0; d < s.headSize(); d++) {
              queryGradient[query(s, b, h, i) + d] += dScore * k.get(key(s, b, h, j) + d);
              keyGradient[key(s, b, h, j) + d] += dScore * q.get(query(s, b, h, i) + d);
            }
          }
        }
      }
    }
    put(queryGradient, dq);
    put(keyGradient, dk);
    put(valueGradient, dv);
  }

  private static void put(double[] sums, Target target) {
    for (int i = 0; i < sums.length && target.isWanted(); i++) {
      target.put(i, sums[i]);
    }
  }

  private static boolean sees(
      AttentionShape s, Tensor querySegments, Tensor keySegments, int b, int i, int j) {
    return j < s.visible(i)
        && (!querySegments.isGiven()
            || querySegments.id(b * s.queries() + i) == keySegments.id(b * s.keys() + j));
  }

  private static double score(AttentionShape s, Tensor q, Tensor k, int b, int h, int i, int j) {
    double sum = 0;
    for (int d = 0; d < s.headSize(); d++) {
      sum += q.get(query(s, b, h, i) + d) * k.get(key(s, b, h, j) + d);
    }
    return s.scale() * sum;
  }

  private static int query(AttentionShape s, int b, int h, int i) {
    return ((b * s.queries() + i) * s.heads() + h) * s.headSize();
  }

  private static int key(AttentionShape s, int b, int h, int j) {
    return ((b * s.keys() + j) * s.keyHeads() + s.keyHead(h)) * s.headSize();
  }

  private static int value(AttentionShape s, int b, int h, int j) {
    return ((b * s.keys() + j) * s.keyHeads() + s.keyHead(h)) * s.valueSize();
  }

  private static int result(AttentionShape s, int b, int h, int i) {
    return ((b * s.queries() + i) * s.heads() + h) * s.valueSize();
  }

  @Override
  public void rotate(
      boolean inverse,
      int batch,
      int time,
      int heads,
      int half,
      Tensor x,
      Tensor cos,
      Tensor sin,
      Tensor positions,
      Target y) {
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < time; t++) {
        int position = positions.id(positions.size() == time ? t : b * time + t);
        for (int h = 0; h < heads; h++) {
          int first = ((b * time + t) * heads + h) * 2 * half;
          for (int j = 0; j < half; j++) {
            double c = cos.get(position * half + j);
            double s = inverse ? -sin.get(position * half + j) : sin.get(position * half + j);
            double left = x.get(first + j);
            double right = x.get(first + half + j);
            y.put(first + j, left * c - right * s);
            y.put(first + half + j, right * c + left * s);
          }
        }
      }
    }
  }
}
