package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Normalizes as SentencePiece does: the longest matching rule at each place, spaces at the ends
/// and repeated ones left out, one put before the text, and all of them made visible. In a
/// `tokenizer.json` it is written as Hugging Face's steps for the same, of which [Precompiled]
/// treats some clusters of letters and marks otherwise.
public final class SentencePieceNormalizer implements Normalizer {
  /// What is done, aside from the rules.
  ///
  /// @param dummyPrefix whether the text gets a space before it (or behind it)
  /// @param removeExtraSpaces whether spaces at the ends and behind spaces are left out
  /// @param escapeSpaces whether spaces become `▁`
  /// @param spaceAsSuffix whether the dummy space goes behind the text
  public record Settings(
      boolean dummyPrefix,
      boolean removeExtraSpaces,
      boolean escapeSpaces,
      boolean spaceAsSuffix) {}

  private static final String BLOCK = Metaspace.BLOCK;

  private final Optional<CompiledRules> rules;
  private final Settings settings;
  private final ByteTrie symbols;
  private final byte[] space;

  /// @param rules none for those that leave all text as it is
  /// @param symbols texts that no rule changes
  public SentencePieceNormalizer(
      Optional<CompiledRules> rules, Settings settings, List<String> symbols) {
    this.rules = rules;
    this.settings = settings;
    this.symbols =
        ByteTrie.of(symbols.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList());
    this.space = (settings.escapeSpaces ? BLOCK : " ").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    new Pass(in, out).run();
  }

  /// One text's way through.
  private final class Pass {
    private final TextBuffer in;
    private final TextBuffer out;
    private final byte[] text;
    private final int length;
    private final boolean first;
    private int at;
    private boolean afterSpace;

    Pass(TextBuffer in, TextBuffer out) {
      this.in = in;
      this.out = out;
      this.text = in.bytes();
      this.length = in.length();
      this.first = in.place() != TextBuffer.Place.CONTINUED;
    }

    void run() {
      if (length == 0) {
        return;
      }
      if (settings.removeExtraSpaces) {
        skipSpaces();
        if (at == length) {
          return;
        }
      }
      if (settings.dummyPrefix && !settings.spaceAsSuffix && first) {
        out.replace(space, in, at, at);
      }
      afterSpace = settings.removeExtraSpaces;
      while (at < length) {
        step();
      }
      if (settings.removeExtraSpaces) {
        trim();
      }
      if (settings.dummyPrefix && settings.spaceAsSuffix) {
        out.replace(space, in, length, length);
      }
    }

    private void skipSpaces() {
      while (at < length) {
        long rule = rule(at);
        if (rule == CompiledRules.NONE
            ? text[at] != ' '
            : !Arrays.equals(rules.orElseThrow().replacement(rule), new byte[] {' '})) {
          return;
        }
        at += rule == CompiledRules.NONE ? 1 : CompiledRules.length(rule);
      }
    }

    /// Takes a stretch that no rule changes, or what one rule changes.
    private void step() {
      int plain = at;
      while (plain < length && text[plain] != ' ' && isPlain(plain)) {
        plain++;
      }
      if (plain > at) {
        out.append(in, at, plain);
        afterSpace = false;
        at = plain;
        return;
      }
      int symbol = symbolEnd(at);
      long rule = symbol > at ? CompiledRules.NONE : rule(at);
      if (rule != CompiledRules.NONE) {
        int end = at + CompiledRules.length(rule);
        put(rules.orElseThrow().replacement(rule), end, true);
      } else {
        int end = symbol > at ? symbol : at + Utf8.length(Utf8.codePoint(text, at, length));
        put(Arrays.copyOfRange(text, at, end), end, false);
      }
    }

    private boolean isPlain(int place) {
      boolean ascii = text[place] > 0;
      return rules.map(r -> r.isPlain(text, place, length)).orElse(ascii)
          && symbols.child(symbols.root(), text[place]) == ByteTrie.NO_NODE;
    }

    private long rule(int place) {
      return symbolEnd(place) > place || rules.isEmpty()
          ? CompiledRules.NONE
          : rules.get().longest(text, place, length);
    }

    /// The end of the longest symbol that begins here.
    private int symbolEnd(int place) {
      int end = place;
      long node = symbols.root();
      for (int i = place; i < length; ) {
        node = symbols.child(node, text[i++]);
        if (node == ByteTrie.NO_NODE) {
          break;
        }
        if (ByteTrie.value(node) >= 0) {
          end = i;
        }
      }
      return end;
    }

    /// Puts bytes that stand for the text up to `end`, without the spaces that are too many.
    private void put(byte[] bytes, int end, boolean changed) {
      int from = 0;
      while (afterSpace && from < bytes.length && bytes[from] == ' ') {
        from++;
      }
      for (int i = from; i < bytes.length; ) {
        if (bytes[i] == ' ') {
          out.replace(space, in, at, end);
          i++;
          continue;
        }
        int next = i;
        while (next < bytes.length && bytes[next] != ' ') {
          next++;
        }
        if (changed) {
          out.replace(Arrays.copyOfRange(bytes, i, next), in, at, end);
        } else {
          out.append(in, at + i, at + next);
        }
        i = next;
      }
      if (from < bytes.length) {
        afterSpace = bytes[bytes.length - 1] == ' ';
      }
      afterSpace &= settings.removeExtraSpaces;
      at = end;
    }

    private void trim() {
      int end = out.length();
      while (end >= space.length
          && Arrays.equals(out.bytes(), end - space.length, end, space, 0, space.length)) {
        end -= space.length;
      }
      out.truncate(end);
    }
  }

  @Override
  public boolean isLocal() {
    return !settings.removeExtraSpaces && !settings.spaceAsSuffix;
  }

  @Override
  public Json.Members json() {
    List<Json> steps = new ArrayList<>();
    rules.ifPresent(r -> steps.add(new Precompiled(r).json()));
    if (settings.removeExtraSpaces) {
      steps.add(replace("Regex", "^ +| +$", ""));
      steps.add(replace("Regex", " {2,}", " "));
    }
    if (settings.dummyPrefix && !settings.spaceAsSuffix) {
      steps.add(
          Json.object()
              .with("type", Json.of("Prepend"))
              .with("prepend", Json.of(settings.escapeSpaces ? BLOCK : " ")));
    }
    if (settings.escapeSpaces) {
      steps.add(replace("String", " ", BLOCK));
    }
    return Json.object().with("type", Json.of("Sequence")).with("normalizers", Json.of(steps));
  }

  private static Json.Members replace(String kind, String pattern, String content) {
    return Json.object()
        .with("type", Json.of("Replace"))
        .with("pattern", Json.object().with(kind, Json.of(pattern)))
        .with("content", Json.of(content));
  }
}
