package chainrule.train.op;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.List;

/// An einsum as its definition: one loop for each letter, and in the middle a product.
final class LabelledLoop {
  private LabelledLoop() {}

  static void run(List<Labelled> terms, String result, Target target) {
    if (!target.adds()) {
      target.tensor().fill(0);
    }
    StringBuilder all = new StringBuilder(result);
    terms.forEach(term -> all.append(term.letters()));
    char[] letters =
        all.chars()
            .distinct()
            .mapToObj(Character::toString)
            .reduce("", String::concat)
            .toCharArray();
    int[] sizes = new int[letters.length];
    Labelled sum = new Labelled(result, target.tensor());
    for (int i = 0; i < letters.length; i++) {
      sizes[i] = size(letters[i], terms, sum);
    }
    int[] at = new int[letters.length];
    long count = 1;
    for (int size : sizes) {
      count *= size;
    }
    int[][] strides = new int[terms.size()][];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = strides(terms.get(i), letters);
    }
    int[] resultStrides = strides(sum, letters);
    for (long n = 0; n < count; n++) {
      double product = 1;
      for (int i = 0; i < strides.length; i++) {
        product *= terms.get(i).tensor().get(place(at, strides[i]));
      }
      Tensor out = target.tensor();
      int to = place(at, resultStrides);
      out.set(to, out.get(to) + product);
      for (int i = at.length - 1; i >= 0 && ++at[i] == sizes[i]; i--) {
        at[i] = 0;
      }
    }
  }

  private static int size(char letter, List<Labelled> terms, Labelled sum) {
    for (Labelled term : terms) {
      if (term.has(letter)) {
        return term.size(letter);
      }
    }
    return sum.size(letter);
  }

  /// How far a step of each letter goes; a letter that stands twice goes along the diagonal.
  private static int[] strides(Labelled term, char[] letters) {
    int[] strides = new int[letters.length];
    int stride = 1;
    for (int axis = term.letters().length() - 1; axis >= 0; axis--) {
      for (int i = 0; i < letters.length; i++) {
        strides[i] += letters[i] == term.letters().charAt(axis) ? stride : 0;
      }
      stride *= term.tensor().shape().size(axis);
    }
    return strides;
  }

  private static int place(int[] at, int[] strides) {
    int place = 0;
    for (int i = 0; i < at.length; i++) {
      place += at[i] * strides[i];
    }
    return place;
  }
}
