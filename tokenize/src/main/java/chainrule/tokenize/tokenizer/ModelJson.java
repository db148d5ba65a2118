package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The `model` object of a `tokenizer.json`, its two long lists in flat arrays and the rest as a
/// tree. Each kind of model reads itself from one.
public final class ModelJson {
  private final String source;
  private final Json.Members settings;
  private final Strings vocabulary;
  private final double[] numbers;
  private final boolean scored;
  private final Optional<Strings> merges;

  /// @param settings every member but `vocab` and `merges`
  /// @param numbers the id of each token or, where the vocabulary is an array, its score
  /// @param merges left and right by turns
  public ModelJson(
      String source,
      Json.Members settings,
      Strings vocabulary,
      double[] numbers,
      boolean scored,
      Optional<Strings> merges) {
    this.source = source;
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.numbers = numbers;
    this.scored = scored;
    this.merges = merges;
  }

  /// The file's name.
  public String source() {
    return source;
  }

  public Json.Members settings() {
    return settings;
  }

  /// The tokens as the file writes them, in its order.
  public Strings vocabulary() {
    return vocabulary;
  }

  /// Whether the vocabulary is an array of tokens with scores, as Unigram has it; ids then count
  /// from 0.
  public boolean isScored() {
    return scored;
  }

  public int id(int index) {
    return scored ? index : (int) numbers[index];
  }

  public double score(int index) {
    return numbers[index];
  }

  /// Left and right part of each merge by turns, where the file has a list of them.
  public Optional<Strings> merges() {
    return merges;
  }

  public Optional<String> text(String name) {
    return settings
        .get(name)
        .map(
            value ->
                switch (value) {
                  case Json.Text(String text) -> text;
                  case Json _ -> throw wrong(name, value, "a string");
                });
  }

  public boolean truth(String name, boolean otherwise) {
    return settings
        .get(name)
        .map(
            value ->
                switch (value) {
                  case Json.Truth(boolean truth) -> truth;
                  case Json _ -> throw wrong(name, value, "true or false");
                })
        .orElse(otherwise);
  }

  public Optional<Json.Numeral> number(String name) {
    return settings
        .get(name)
        .map(
            value ->
                switch (value) {
                  case Json.Numeral numeral -> numeral;
                  case Json _ -> throw wrong(name, value, "a number");
                });
  }

  /// Refuses settings that nobody here knows, by name: what they ask for cannot be half done.
  public void refuseOthers(Set<String> known) {
    for (String name : settings.members().keySet()) {
      if (!known.contains(name) && settings.get(name).isPresent()) {
        throw malformed(
            "model." + name + " is not supported", "its tokens would not be those of the file");
      }
    }
  }

  private MalformedInput wrong(String name, Json value, String expected) {
    return malformed(
        "model." + name + " is " + value.kind() + " where " + expected + " is expected", "");
  }

  public MalformedInput malformed(String problem, String hint) {
    return new MalformedInput(source, "", problem, hint);
  }

  /// Strings one behind the other in one array of bytes.
  public static final class Strings {
    private byte[] pool = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int count;

    public int count() {
      return count;
    }

    public byte[] pool() {
      return pool;
    }

    public int from(int index) {
      return index == 0 ? 0 : ends[index - 1];
    }

    public int to(int index) {
      return ends[index];
    }

    public String string(int index) {
      return new String(pool, from(index), to(index) - from(index), StandardCharsets.UTF_8);
    }

    public void add(byte[] text, int from, int to) {
      int start = count == 0 ? 0 : ends[count - 1];
      if (start + to - from > pool.length) {
        pool = Arrays.copyOf(pool, Math.max(2 * pool.length, start + to - from));
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, 2 * count);
      }
      System.arraycopy(text, from, pool, start, to - from);
      ends[count++] = start + to - from;
    }

    public void add(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      add(bytes, 0, bytes.length);
    }
  }
}
