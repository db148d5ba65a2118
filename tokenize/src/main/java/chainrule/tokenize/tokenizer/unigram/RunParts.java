package chainrule.tokenize.tokenizer.unigram;

import java.util.Arrays;

/// Runs cut into stretches of about equally many symbols.
final class RunParts {
  private final int[] bounds;

  RunParts(int[] bounds) {
    this.bounds = bounds;
  }

  int[] bounds() {
    return bounds;
  }

  static RunParts of(Runs runs, int parts) {
    long symbols = runs.symbols().length;
    int[] bounds = new int[parts + 1];
    for (int part = 1; part < parts; part++) {
      int found = Arrays.binarySearch(runs.ends(), (int) (symbols * part / parts));
      bounds[part] = found < 0 ? -found - 1 : found;
    }
    bounds[parts] = runs.size();
    return new RunParts(bounds);
  }

  int size() {
    return bounds.length - 1;
  }

  int begin(int part) {
    return bounds[part];
  }

  int end(int part) {
    return bounds[part + 1];
  }
}
