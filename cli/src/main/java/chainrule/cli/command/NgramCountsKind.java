package chainrule.cli.command;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Counts of n-grams, as `count --format counts` writes and `count --merge` reads them: each line
/// has words with blanks between them, a tab, and how often they came.
final class NgramCountsKind implements FileKinds.Kind {
  private static final Pattern LINE = Pattern.compile("[^\\s]+( [^\\s]+)*\t\\d{1,18}");

  @Override
  public Optional<Json.Members> describe(Input input, byte[] head) throws IOException {
    String begin = new String(head, StandardCharsets.ISO_8859_1);
    int whole = begin.lastIndexOf('\n');
    if (whole < 0 || orders(new StringReader(begin.substring(0, whole))).isEmpty()) {
      return Optional.empty();
    }
    Optional<Map<Integer, Long>> orders =
        orders(new InputStreamReader(input.open(), StandardCharsets.ISO_8859_1));
    return orders.map(counts -> facts(input, counts));
  }

  /// How many n-grams of each order there are; empty where a line is no count.
  private static Optional<Map<Integer, Long>> orders(Reader text) throws IOException {
    Map<Integer, Long> orders = new TreeMap<>();
    try (BufferedReader lines = new BufferedReader(text)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!LINE.matcher(line).matches()) {
          return Optional.empty();
        }
        orders.merge(1 + (int) line.chars().filter(c -> c == ' ').count(), 1L, Long::sum);
      }
    }
    return Optional.of(orders);
  }

  private static Json.Members facts(Input input, Map<Integer, Long> orders) {
    Json.Members facts = Json.object().with("kind", Json.of("n-gram counts"));
    if (input.size().isPresent()) {
      facts = facts.with("bytes", Json.of(input.size().getAsLong()));
    }
    for (Map.Entry<Integer, Long> order : orders.entrySet()) {
      facts = facts.with(order.getKey() + "-grams", Json.of(order.getValue()));
    }
    return facts;
  }
}
