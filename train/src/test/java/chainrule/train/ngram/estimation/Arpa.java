package chainrule.train.ngram.estimation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An ARPA text taken apart in the plainest way, to be looked at by tests.
record Arpa(int order, Map<List<String>, double[]> grams) {
  static Arpa parse(String text) {
    Map<List<String>, double[]> grams = new LinkedHashMap<>();
    int order = 0;
    for (String line : text.split("\n")) {
      if (line.endsWith("-grams:")) {
        order = Integer.parseInt(line.substring(1, line.indexOf('-')));
      } else if (order > 0 && line.contains("\t")) {
        String[] fields = line.split("\t");
        double backoff = fields.length > 2 ? Double.parseDouble(fields[2]) : 0;
        grams.put(
            List.of(fields[1].split(" ")), new double[] {Double.parseDouble(fields[0]), backoff});
      }
    }
    return new Arpa(order, grams);
  }

  /// log10 of a word's probability after a context that may be too long.
  double log10(List<String> context, String word) {
    List<String> gram = new ArrayList<>(context);
    gram.add(word);
    double[] found = grams.get(gram);
    if (found != null) {
      return found[0];
    }
    if (context.isEmpty()) {
      return grams.get(List.of("<unk>"))[0];
    }
    double[] ofContext = grams.get(context);
    return (ofContext == null ? 0 : ofContext[1]) + log10(context.subList(1, context.size()), word);
  }

  /// What all words together have after a context.
  double sum(List<String> context) {
    double sum = 0;
    for (List<String> gram : grams.keySet()) {
      if (gram.size() == 1 && !gram.getFirst().equals("<s>")) {
        sum += Math.pow(10, log10(context, gram.getFirst()));
      }
    }
    return sum;
  }
}
