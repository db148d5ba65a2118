package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.text.Metaspace.Prepend;
import chainrule.tokenize.text.Replace;
import chainrule.tokenize.text.TextBuffer;
import chainrule.tokenize.text.TextPattern;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// The decoders of `tokenizer.json`. Bytes that are not UTF-8 stay as they are, so that what was
/// encoded comes back.
public final class Decoders {
  private Decoders() {}

  /// Joins byte-level tokens, which are bytes here already.
  public record ByteLevel() implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      return tokens;
    }

    @Override
    public Json.Members json() {
      return named("ByteLevel")
          .with("add_prefix_space", Json.of(true))
          .with("trim_offsets", Json.of(true))
          .with("use_regex", Json.of(true));
    }
  }

  /// Makes one token of all, so that what follows sees the text's two ends.
  public record Fuse() implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      tokens.forEach(text::writeBytes);
      return List.of(text.toByteArray());
    }

    @Override
    public Json.Members json() {
      return named("Fuse");
    }
  }

  /// Turns `<0xE2>` into its byte.
  public record ByteFallback() implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      return tokens.stream().map(ByteFallback::decode).toList();
    }

    private static byte[] decode(byte[] token) {
      if (token.length == 6
          && token[0] == '<'
          && token[1] == '0'
          && token[2] == 'x'
          && token[5] == '>') {
        int high = Character.digit(token[3], 16);
        int low = Character.digit(token[4], 16);
        if (high >= 0 && low >= 0) {
          return new byte[] {(byte) ((high << 4) | low)};
        }
      }
      return token;
    }

    @Override
    public Json.Members json() {
      return named("ByteFallback");
    }
  }

  /// Replaces in each token.
  public record Replacing(TextPattern pattern, String content) implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      Replace replace = new Replace(pattern, content);
      TextBuffer in = new TextBuffer(false);
      TextBuffer out = new TextBuffer(false);
      List<byte[]> decoded = new ArrayList<>(tokens.size());
      for (byte[] token : tokens) {
        in.clear(TextBuffer.Place.DOCUMENT);
        out.clear(TextBuffer.Place.DOCUMENT);
        in.append(token, 0, token.length, 0);
        replace.normalize(in, out);
        decoded.add(Arrays.copyOf(out.bytes(), out.length()));
      }
      return decoded;
    }

    @Override
    public Json.Members json() {
      return named("Replace").with("pattern", pattern.json()).with("content", Json.of(content));
    }
  }

  /// Takes up to so many of a character off the two ends of each token.
  public record Strip(String content, int start, int stop) implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      byte[] mark = content.getBytes(StandardCharsets.UTF_8);
      return tokens.stream().map(token -> decode(token, mark)).toList();
    }

    private byte[] decode(byte[] token, byte[] mark) {
      int from = 0;
      for (int i = 0; i < start && stands(mark, token, from, token.length); i++) {
        from += mark.length;
      }
      int to = token.length;
      for (int i = 0; i < stop && stands(mark, token, Math.max(from, to - mark.length), to); i++) {
        to -= mark.length;
      }
      return Arrays.copyOfRange(token, from, to);
    }

    private static boolean stands(byte[] mark, byte[] token, int from, int to) {
      return to - from >= mark.length
          && Arrays.equals(mark, 0, mark.length, token, from, from + mark.length);
    }

    @Override
    public Json.Members json() {
      return named("Strip")
          .with("content", Json.of(content))
          .with("start", Json.of(start))
          .with("stop", Json.of(stop));
    }
  }

  /// Turns `▁` back into spaces, but for those of the first token where one was put there.
  public record Metaspace(String replacement, Prepend prepend, boolean split) implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      List<byte[]> decoded = new ArrayList<>(tokens.size());
      for (byte[] token : tokens) {
        String mark = decoded.isEmpty() && prepend != Prepend.NEVER ? "" : " ";
        decoded.add(ofText(token, text -> text.replace(replacement, mark)));
      }
      return decoded;
    }

    @Override
    public Json.Members json() {
      return named("Metaspace")
          .with("replacement", Json.of(replacement))
          .with("prepend_scheme", Json.of(prepend.word()))
          .with("split", Json.of(split));
    }
  }

  /// Joins words again: `##` goes, every other token gets a space before it.
  public record WordPiece(String prefix, boolean cleanup) implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      List<byte[]> decoded = new ArrayList<>(tokens.size());
      for (byte[] token : tokens) {
        boolean first = decoded.isEmpty();
        decoded.add(
            ofText(
                token,
                text -> {
                  String word =
                      first
                          ? text
                          : text.startsWith(prefix) ? text.substring(prefix.length()) : " " + text;
                  return cleanup ? Decoders.cleanup(word) : word;
                }));
      }
      return decoded;
    }

    @Override
    public Json.Members json() {
      return named("WordPiece").with("prefix", Json.of(prefix)).with("cleanup", Json.of(cleanup));
    }
  }

  /// Turns the sign of a word's end into a space, but for the last word's.
  public record WordEnd(String suffix) implements Decoder {
    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      List<byte[]> decoded = new ArrayList<>(tokens.size());
      for (byte[] token : tokens) {
        String space = decoded.size() + 1 == tokens.size() ? "" : " ";
        decoded.add(ofText(token, text -> text.replace(suffix, space)));
      }
      return decoded;
    }

    @Override
    public Json.Members json() {
      return named("BPEDecoder").with("suffix", Json.of(suffix));
    }
  }

  /// One after the other.
  public record Sequence(List<Decoder> steps) implements Decoder {
    public Sequence {
      steps = List.copyOf(steps);
    }

    @Override
    public List<byte[]> decode(List<byte[]> tokens) {
      List<byte[]> decoded = tokens;
      for (Decoder step : steps) {
        decoded = step.decode(decoded);
      }
      return decoded;
    }

    @Override
    public Json.Members json() {
      return named("Sequence")
          .with("decoders", Json.of(steps.stream().map(Decoder::json).toList()));
    }
  }

  /// What Hugging Face does to English.
  private static String cleanup(String text) {
    return text.replace(" .", ".")
        .replace(" ?", "?")
        .replace(" !", "!")
        .replace(" ,", ",")
        .replace(" ' ", "'")
        .replace(" n't", "n't")
        .replace(" 'm", "'m")
        .replace(" do not", " don't")
        .replace(" 's", "'s")
        .replace(" 've", "'ve")
        .replace(" 're", "'re");
  }

  private static byte[] ofText(byte[] token, UnaryOperator<String> change) {
    String text = new String(token, StandardCharsets.UTF_8);
    String changed = change.apply(text);
    return changed.equals(text) ? token : changed.getBytes(StandardCharsets.UTF_8);
  }

  private static Json.Members named(String type) {
    return Json.object().with("type", Json.of(type));
  }
}
