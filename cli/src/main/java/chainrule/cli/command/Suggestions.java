package chainrule.cli.command;

import java.util.Collection;

/// Guesses which known word was meant by a mistyped or shortened one.
public final class Suggestions {
  private static final int SHORTEST_BEGINNING = 3;

  private Suggestions() {}

  /// The known word that begins so, or else the one with the fewest edits; empty where none is
  /// near.
  public static String closest(String word, Collection<String> known) {
    String best = "";
    int fewest = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      if (word.length() >= SHORTEST_BEGINNING && candidate.startsWith(word)) {
        return candidate;
      }
      int edits = edits(word, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best;
  }

  /// The Damerau-Levenshtein distance: letters added, dropped, changed, or swapped with the next.
  static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
