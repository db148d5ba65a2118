package chainrule.cli.command;

import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.text.BertNormalizer;
import chainrule.tokenize.text.ByteLevel;
import chainrule.tokenize.text.CharacterMap;
import chainrule.tokenize.text.CharacterSplit;
import chainrule.tokenize.text.Expression;
import chainrule.tokenize.text.KnownPattern;
import chainrule.tokenize.text.Literal;
import chainrule.tokenize.text.Metaspace;
import chainrule.tokenize.text.Normalizer;
import chainrule.tokenize.text.Normalizers;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.Prepend;
import chainrule.tokenize.text.Replace;
import chainrule.tokenize.text.Split;
import chainrule.tokenize.text.SplitBehavior;
import chainrule.tokenize.text.Strip;
import chainrule.tokenize.text.UnicodeForm;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How `learn` treats text before it is counted, by the words that users type.
@Heading("Text")
final class TextChoices {
  @Option(
      names = "--normalize",
      paramLabel = "STEP",
      split = ",",
      description =
          "Rewrite text first, in this order: nfc, nfd, nfkc, nfkd, lowercase, strip-accents,"
              + " strip, nmt, bert, bert-cased, prepend:TEXT, replace:FROM=TO (default: nothing;"
              + " bert for wordpiece).")
  private List<String> normalize = new ArrayList<>();

  @Option(
      names = "--pre-tokenizer",
      paramLabel = "NAME",
      description =
          "Cut text into pieces that no token crosses: gpt2, cl100k, o200k, llama3, qwen, bert,"
              + " whitespace, metaspace, digits, punctuation, none, or any regular expression"
              + " (default: gpt2 for bpe, metaspace for unigram, bert for wordpiece, whitespace for"
              + " word, none for char).")
  private String preTokenizer;

  /// @param otherwise the steps where the user gave none
  Optional<Normalizer> normalizer(List<String> otherwise) {
    List<Normalizer> steps =
        (normalize.isEmpty() ? otherwise : normalize).stream().map(TextChoices::step).toList();
    return switch (steps.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(steps.getFirst());
      default -> Optional.of(new Normalizers(steps));
    };
  }

  private static Normalizer step(String word) {
    int colon = word.indexOf(':');
    if (colon > 0) {
      String argument = word.substring(colon + 1);
      return switch (word.substring(0, colon)) {
        case "prepend" -> new Prepend(argument);
        case "replace" -> replace(argument);
        default -> throw unknown(word);
      };
    }
    return switch (word) {
      case "nfc" -> new UnicodeForm(Form.NFC);
      case "nfd" -> new UnicodeForm(Form.NFD);
      case "nfkc" -> new UnicodeForm(Form.NFKC);
      case "nfkd" -> new UnicodeForm(Form.NFKD);
      case "lowercase" -> new CharacterMap.Lowercase();
      case "strip-accents" ->
          new Normalizers(List.of(new UnicodeForm(Form.NFD), new CharacterMap.StripAccents()));
      case "strip" -> new Strip(true, true);
      case "nmt" -> new CharacterMap.Nmt();
      case "bert" -> new BertNormalizer(true, true, Optional.empty(), true);
      case "bert-cased" -> new BertNormalizer(true, true, Optional.empty(), false);
      default -> throw unknown(word);
    };
  }

  private static Replace replace(String argument) {
    int equals = argument.indexOf('=', 1);
    if (equals < 0) {
      throw new BadSetting("--normalize replace needs FROM=TO, not '" + argument + "'", "");
    }
    return new Replace(new Literal(argument.substring(0, equals)), argument.substring(equals + 1));
  }

  private static BadSetting unknown(String word) {
    return new BadSetting(
        "--normalize knows no '" + word + "'", "see chainrule learn --help for its steps");
  }

  /// The word that was given, or the kind's own.
  String name(String otherwise) {
    return preTokenizer == null ? otherwise : preTokenizer;
  }

  /// What cuts the text; empty for `none`.
  static Optional<PreTokenizer> preTokenizer(String name) {
    return switch (name) {
      case "none" -> Optional.empty();
      case "gpt2" -> Optional.of(new ByteLevel(false, true, true));
      case "cl100k", "llama3" -> Optional.of(Split.by(KnownPattern.CL100K));
      case "o200k" -> Optional.of(Split.by(KnownPattern.O200K));
      case "qwen" -> Optional.of(Split.by(KnownPattern.QWEN));
      case "bert" -> Optional.of(new CharacterSplit.Bert());
      case "whitespace" -> Optional.of(new CharacterSplit.WhitespaceSplit());
      case "metaspace" ->
          Optional.of(new Metaspace(Metaspace.BLOCK, Metaspace.Prepend.ALWAYS, true));
      case "digits" -> Optional.of(new CharacterSplit.Numbers(true));
      case "punctuation" -> Optional.of(new CharacterSplit.Punctuation(SplitBehavior.ISOLATED));
      default -> Optional.of(expression(name));
    };
  }

  private static PreTokenizer expression(String text) {
    if (text.matches("[a-z0-9_-]+")) {
      throw new BadSetting(
          "--pre-tokenizer knows no '" + text + "'",
          "it can be gpt2, cl100k, o200k, llama3, qwen, bert, whitespace, metaspace, digits,"
              + " punctuation, none, or a regular expression");
    }
    return new Split(new Expression(text), SplitBehavior.ISOLATED, false);
  }
}
