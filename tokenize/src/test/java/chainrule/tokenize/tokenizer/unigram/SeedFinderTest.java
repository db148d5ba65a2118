package chainrule.tokenize.tokenizer.unigram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SeedFinderTest {
  private static Map<String, Long> found(Runs runs, int longest, int limit) {
    Map<String, Long> found = new TreeMap<>();
    try (Parallel parallel = new Parallel(2)) {
      Seeds seeds = SeedFinder.find(runs, longest, limit, parallel);
      for (int seed = 0; seed < seeds.size(); seed++) {
        int place = seeds.order()[seeds.from()[seed]];
        found.put(runs.text(place, seeds.length()[seed]), seeds.frequency()[seed]);
      }
      assertEquals(seeds.size(), found.size());
    }
    return found;
  }

  /// All substrings of two or more symbols that occur twice and are not always followed by the
  /// same.
  private static Map<String, Long> expected(Map<String, Long> words, int longest) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Set<String>> followers = new TreeMap<>();
    Map<String, Integer> places = new TreeMap<>();
    words.forEach(
        (word, count) -> {
          for (int from = 0; from < word.length(); from++) {
            for (int to = from + 2; to <= Math.min(word.length(), from + longest); to++) {
              String part = word.substring(from, to);
              counts.merge(part, count, Long::sum);
              places.merge(part, 1, Integer::sum);
              String next = to < word.length() ? word.substring(to, to + 1) : "";
              followers.computeIfAbsent(part, _ -> new HashSet<>()).add(next);
            }
          }
        });
    counts
        .entrySet()
        .removeIf(
            entry -> {
              Set<String> next = followers.get(entry.getKey());
              boolean inner = next.size() > 1 || next.contains("");
              boolean cut = entry.getKey().length() == longest && places.get(entry.getKey()) > 1;
              return entry.getValue() < 2 || !(inner || cut);
            });
    return counts;
  }

  @Test
  void findsWhatAPlainCountFinds() {
    Random random = new Random(3);
    for (int round = 0; round < 30; round++) {
      Map<String, Long> words = new TreeMap<>();
      RunCollector collector = new RunCollector();
      for (int word = 0; word < 40; word++) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
          text.append((char) ('a' + random.nextInt(3)));
        }
        long count = 1 + random.nextInt(3);
        words.merge(text.toString(), count, Long::sum);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        collector.add(bytes, 0, bytes.length, count);
      }
      Runs runs = collector.finish(1, new int[0], false);
      assertEquals(expected(words, 5), found(runs, 5, Integer.MAX_VALUE));
    }
  }

  @Test
  void theSeedsThatCoverTheMostTextAreKept() {
    RunCollector collector = new RunCollector();
    byte[] word = "abcdefgh".getBytes(StandardCharsets.UTF_8);
    collector.add(word, 0, 8, 10);
    collector.add(word, 1, 4, 1);
    Runs runs = collector.finish(1, new int[0], false);
    assertEquals(Map.of("abcdefgh", 10L, "bcdefgh", 10L), found(runs, 16, 2));
  }
}
