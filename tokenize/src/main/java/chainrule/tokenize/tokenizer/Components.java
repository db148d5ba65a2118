package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.BertNormalizer;
import chainrule.tokenize.text.ByteLevel;
import chainrule.tokenize.text.CharacterMap;
import chainrule.tokenize.text.CharacterSplit;
import chainrule.tokenize.text.Expression;
import chainrule.tokenize.text.Literal;
import chainrule.tokenize.text.Metaspace;
import chainrule.tokenize.text.Normalizer;
import chainrule.tokenize.text.Normalizers;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.PreTokenizers;
import chainrule.tokenize.text.Precompiled;
import chainrule.tokenize.text.Prepend;
import chainrule.tokenize.text.Replace;
import chainrule.tokenize.text.Split;
import chainrule.tokenize.text.SplitBehavior;
import chainrule.tokenize.text.Strip;
import chainrule.tokenize.text.TextPattern;
import chainrule.tokenize.text.UnicodeForm;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads the normalizers, pre-tokenizers, post-processors and decoders of `tokenizer.json`: a line
/// for each type. A type or a setting that is not known is refused by its name, because to leave it
/// out would give other tokens.
final class Components {
  private final String source;

  Components(String source) {
    this.source = source;
  }

  Normalizer normalizer(Json json) {
    Fields fields = new Fields(source, "normalizer", json);
    Normalizer normalizer =
        switch (fields.type()) {
          case "Sequence" ->
              new Normalizers(fields.list("normalizers").stream().map(this::normalizer).toList());
          case "NFC" -> new UnicodeForm(Form.NFC);
          case "NFD" -> new UnicodeForm(Form.NFD);
          case "NFKC" -> new UnicodeForm(Form.NFKC);
          case "NFKD" -> new UnicodeForm(Form.NFKD);
          case "Lowercase" -> new CharacterMap.Lowercase();
          case "StripAccents" -> new CharacterMap.StripAccents();
          case "Nmt" -> new CharacterMap.Nmt();
          case "Replace" -> new Replace(pattern(fields), fields.text("content"));
          case "Prepend" -> new Prepend(fields.text("prepend"));
          case "Strip" -> new Strip(fields.truth("strip_left"), fields.truth("strip_right"));
          case "Precompiled" -> precompiled(fields);
          case "BertNormalizer" ->
              new BertNormalizer(
                  fields.truth("clean_text"),
                  fields.truth("handle_chinese_chars"),
                  fields.get("strip_accents").map(value -> fields.truth("strip_accents")),
                  fields.truth("lowercase"));
          default -> throw fields.unknownType();
        };
    fields.refuseOthers();
    return normalizer;
  }

  private Precompiled precompiled(Fields fields) {
    try {
      return new Precompiled(Base64.getDecoder().decode(fields.text("precompiled_charsmap")));
    } catch (IllegalArgumentException e) {
      throw fields.wrong("precompiled_charsmap", "no base64 (" + e.getMessage() + ")");
    }
  }

  PreTokenizer preTokenizer(Json json) {
    Fields fields = new Fields(source, "pre_tokenizer", json);
    PreTokenizer preTokenizer =
        switch (fields.type()) {
          case "Sequence" ->
              new PreTokenizers(
                  fields.list("pretokenizers").stream().map(this::preTokenizer).toList());
          case "ByteLevel" ->
              new ByteLevel(
                  fields.truth("add_prefix_space", true),
                  fields.truth("trim_offsets", true),
                  fields.truth("use_regex", true));
          case "Split" -> split(fields);
          case "Metaspace" ->
              new Metaspace(
                  fields.text("replacement"), prepend(fields), fields.truth("split", true));
          case "BertPreTokenizer" -> new CharacterSplit.Bert();
          case "Whitespace" -> new CharacterSplit.Whitespace();
          case "WhitespaceSplit" -> new CharacterSplit.WhitespaceSplit();
          case "Punctuation" ->
              new CharacterSplit.Punctuation(behavior(fields, SplitBehavior.ISOLATED));
          case "Digits" -> new CharacterSplit.Numbers(fields.truth("individual_digits", false));
          case "CharDelimiterSplit" -> new CharacterSplit.Delimiter(fields.text("delimiter"));
          default -> throw fields.unknownType();
        };
    fields.refuseOthers();
    return preTokenizer;
  }

  private Split split(Fields fields) {
    TextPattern pattern = pattern(fields);
    SplitBehavior behavior = behavior(fields, SplitBehavior.ISOLATED);
    return new Split(pattern, behavior, fields.truth("invert", false));
  }

  private static SplitBehavior behavior(Fields fields, SplitBehavior otherwise) {
    Optional<String> name = fields.optionalText("behavior");
    return name.map(
            text ->
                SplitBehavior.named(text)
                    .orElseThrow(() -> fields.wrong("behavior", "'" + text + "'")))
        .orElse(otherwise);
  }

  /// Older files say `add_prefix_space` in place of `prepend_scheme`.
  private static Metaspace.Prepend prepend(Fields fields) {
    boolean space = fields.truth("add_prefix_space", true);
    fields.optionalText("str_rep"); // always the replacement
    Optional<String> name = fields.optionalText("prepend_scheme");
    return name.map(
            text ->
                Metaspace.Prepend.named(text)
                    .orElseThrow(() -> fields.wrong("prepend_scheme", "'" + text + "'")))
        .orElse(space ? Metaspace.Prepend.ALWAYS : Metaspace.Prepend.NEVER);
  }

  private TextPattern pattern(Fields fields) {
    Fields pattern = new Fields(source, fields.path("pattern"), fields.required("pattern"));
    Optional<String> expression = pattern.optionalText("Regex");
    try {
      TextPattern found =
          expression.isPresent()
              ? new Expression(expression.get())
              : new Literal(pattern.text("String"));
      pattern.refuseOthers();
      return found;
    } catch (BadSetting e) {
      throw new MalformedInput(source, "", e.getMessage(), e.hint());
    }
  }

  Decoder decoder(Json json) {
    Fields fields = new Fields(source, "decoder", json);
    Decoder decoder =
        switch (fields.type()) {
          case "Sequence" ->
              new Decoders.Sequence(fields.list("decoders").stream().map(this::decoder).toList());
          case "ByteLevel" -> {
            fields.truth("add_prefix_space", true);
            fields.truth("trim_offsets", true);
            fields.truth("use_regex", true);
            yield new Decoders.ByteLevel();
          }
          case "ByteFallback" -> new Decoders.ByteFallback();
          case "Fuse" -> new Decoders.Fuse();
          case "Replace" -> new Decoders.Replacing(pattern(fields), fields.text("content"));
          case "Strip" ->
              new Decoders.Strip(
                  fields.text("content"), fields.number("start"), fields.number("stop"));
          case "Metaspace" ->
              new Decoders.Metaspace(
                  fields.text("replacement"), prepend(fields), fields.truth("split", true));
          case "WordPiece" ->
              new Decoders.WordPiece(fields.text("prefix"), fields.truth("cleanup", true));
          case "BPEDecoder" -> new Decoders.WordEnd(fields.text("suffix"));
          default -> throw fields.unknownType();
        };
    fields.refuseOthers();
    return decoder;
  }

  PostProcessor postProcessor(Json json) {
    Fields fields = new Fields(source, "post_processor", json);
    return switch (fields.type()) {
      case "ByteLevel" -> new PostProcessor(fields.json(), List.of(), List.of());
      case "BertProcessing", "RobertaProcessing" ->
          new PostProcessor(
              fields.json(), List.of(fields.tokenId("cls")), List.of(fields.tokenId("sep")));
      case "TemplateProcessing" -> template(fields);
      case "Sequence" -> {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (Json step : fields.list("processors")) {
          PostProcessor processor = postProcessor(step);
          before.addAll(0, processor.before());
          after.addAll(processor.after());
        }
        yield new PostProcessor(fields.json(), before, after);
      }
      default -> throw fields.unknownType();
    };
  }

  private PostProcessor template(Fields fields) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean behind = false;
    Fields specials =
        new Fields(source, fields.path("special_tokens"), fields.required("special_tokens"));
    for (Json part : fields.list("single")) {
      Fields piece = new Fields(source, fields.path("single"), part);
      if (piece.get("Sequence").isPresent()) {
        behind = true;
        continue;
      }
      String name =
          new Fields(source, fields.path("single"), piece.required("SpecialToken")).text("id");
      Fields special = new Fields(source, fields.path("special_tokens"), specials.required(name));
      for (Json id : special.list("ids")) {
        if (id instanceof Json.Numeral number) {
          (behind ? after : before).add((int) number.integer());
        }
      }
    }
    return new PostProcessor(fields.json(), before, after);
  }
}
