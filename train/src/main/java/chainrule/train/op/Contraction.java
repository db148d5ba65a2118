package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// Carries out an einsum: two terms at a time, each as one batched matrix product, with dimensions
/// moved where their order is another. What does not fit that (diagonals, letters that only the
/// result has) goes number by number.
final class Contraction {
  private Contraction() {}

  /// `result (+)= Σ Π terms`.
  static void of(Scratch scratch, List<Labelled> terms, String result, Target target) {
    if (isUnusual(terms.stream().map(Labelled::letters).toList(), result)) {
      LabelledLoop.run(terms, result, target);
      return;
    }
    Labelled product = terms.getFirst();
    for (int i = 1; i < terms.size() - 1; i++) {
      String kept = kept(product.letters(), terms, i, result);
      Tensor sum = scratch.take(shape(kept, product, terms.get(i)));
      multiply(scratch, product, terms.get(i), kept, Target.set(sum));
      product = new Labelled(kept, sum);
    }
    if (terms.size() == 1) {
      Tensor one = scratch.take(Shape.SCALAR);
      one.fill(1);
      multiply(scratch, product, new Labelled("", one), result, target);
    } else {
      multiply(scratch, product, terms.getLast(), result, target);
    }
  }

  /// More than matrix products can do?
  private static boolean isUnusual(List<String> terms, String result) {
    String all = String.join("", terms);
    return terms.stream().anyMatch(term -> term.chars().distinct().count() < term.length())
        || result.chars().distinct().count() < result.length()
        || result.chars().anyMatch(letter -> all.indexOf(letter) < 0);
  }

  /// The letters of the product so far and of term `i` that are wanted later.
  private static String kept(String letters, List<Labelled> terms, int i, String result) {
    StringBuilder later = new StringBuilder(result);
    terms.subList(i + 1, terms.size()).forEach(term -> later.append(term.letters()));
    return union(letters, terms.get(i).letters(), letter -> later.indexOf(text(letter)) >= 0);
  }

  private static String text(int letter) {
    return Character.toString(letter);
  }

  private static String union(String a, String b, IntPredicate wanted) {
    return select(a + b, wanted);
  }

  private static String select(String letters, IntPredicate wanted) {
    StringBuilder selected = new StringBuilder();
    letters.chars().distinct().filter(wanted).forEach(letter -> selected.append((char) letter));
    return selected.toString();
  }

  private static Shape shape(String letters, Labelled a, Labelled b) {
    return Shape.of(
        letters.chars().map(l -> a.has((char) l) ? a.size((char) l) : b.size((char) l)).toArray());
  }

  /// Two terms: letters in both and in the result are the batch, those of one side and the result
  /// its rows or columns, those in both but not in the result are summed over.
  private static void multiply(
      Scratch scratch, Labelled a, Labelled b, String result, Target target) {
    a = sumAway(scratch, a, letter -> b.has((char) letter) || result.indexOf(letter) >= 0);
    Labelled left = a;
    Labelled right = sumAway(scratch, b, l -> left.has((char) l) || result.indexOf(l) >= 0);
    String batch = select(result, l -> left.has((char) l) && right.has((char) l));
    String rows = select(result, l -> left.has((char) l) && !right.has((char) l));
    String columns = select(result, l -> !left.has((char) l) && right.has((char) l));
    String inner = select(left.letters(), l -> right.has((char) l) && result.indexOf(l) < 0);
    boolean leftTransposed = !rows.isEmpty() && left.letters().equals(batch + inner + rows);
    Labelled x = order(scratch, left, leftTransposed ? left.letters() : batch + rows + inner);
    boolean rightTransposed = !inner.isEmpty() && right.letters().equals(batch + columns + inner);
    Labelled y = order(scratch, right, rightTransposed ? right.letters() : batch + inner + columns);
    String natural = batch + rows + columns;
    Shape shape = shape(natural, x, y);
    boolean isOrdered = natural.equals(result);
    Tensor product = isOrdered ? target.tensor() : scratch.take(shape);
    scratch
        .kernels()
        .matrices()
        .multiply(
            span(batch, x),
            span(rows, x),
            span(columns, y),
            span(inner, x),
            x.tensor(),
            leftTransposed,
            y.tensor(),
            rightTransposed,
            isOrdered ? target : Target.set(product));
    if (!isOrdered) {
      scratch.kernels().moves().permute(product.view(shape), axes(natural, result), target);
    }
  }

  private static Labelled sumAway(Scratch scratch, Labelled term, IntPredicate wanted) {
    String kept = select(term.letters(), wanted);
    if (kept.equals(term.letters())) {
      return term;
    }
    boolean[] summed = new boolean[term.letters().length()];
    for (int axis = 0; axis < summed.length; axis++) {
      summed[axis] = kept.indexOf(term.letters().charAt(axis)) < 0;
    }
    Tensor sum = scratch.take(shape(kept, term, term));
    AxisSums.sum(scratch, term.tensor(), summed, 1, Target.set(sum));
    return new Labelled(kept, sum);
  }

  private static Labelled order(Scratch scratch, Labelled term, String wanted) {
    if (term.letters().equals(wanted)) {
      return term;
    }
    Tensor ordered = scratch.take(shape(wanted, term, term));
    int[] axes = axes(term.letters(), wanted);
    scratch.kernels().moves().permute(term.tensor(), axes, Target.set(ordered));
    return new Labelled(wanted, ordered);
  }

  private static int[] axes(String letters, String wanted) {
    return wanted.chars().map(letters::indexOf).toArray();
  }

  private static int span(String letters, Labelled term) {
    return letters.chars().map(letter -> term.size((char) letter)).reduce(1, (a, b) -> a * b);
  }

  /// At most how many numbers [#of] takes: for each product the copies of both sides, in a sum and
  /// in another order, and the result twice.
  static long scratch(List<String> terms, String result, Map<Character, Long> sizes) {
    if (isUnusual(terms, result)) {
      return 0;
    }
    long all = 1;
    String product = terms.getFirst();
    for (int i = 1; i < Math.max(2, terms.size()); i++) {
      String term = i < terms.size() ? terms.get(i) : "";
      String later =
          result + String.join("", terms.subList(Math.min(i + 1, terms.size()), terms.size()));
      String kept = union(product, term, letter -> later.indexOf(letter) >= 0);
      all += 4 * span(product, sizes) + 4 * span(term, sizes) + 2 * span(kept, sizes);
      product = kept;
    }
    return all;
  }

  private static long span(String letters, Map<Character, Long> sizes) {
    return letters.chars().mapToLong(l -> sizes.get((char) l)).reduce(1, (a, b) -> a * b);
  }
}
