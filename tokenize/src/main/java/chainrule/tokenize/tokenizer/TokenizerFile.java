package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.BertNormalizer;
import chainrule.tokenize.text.ByteLevel;
import chainrule.tokenize.text.CharacterSplit;
import chainrule.tokenize.text.KnownPattern;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.Split;
import chainrule.tokenize.tokenizer.bpe.BpeModel;
import chainrule.tokenize.tokenizer.bpe.Gpt2Files;
import chainrule.tokenize.tokenizer.bpe.RankFile;
import chainrule.tokenize.tokenizer.sentencepiece.SentencePieceFile;
import chainrule.tokenize.tokenizer.wordpiece.BertVocabulary;
import chainrule.tokenize.tokenizer.wordpiece.WordPieceModel;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The one place that knows the kinds of tokenizer files: each is recognised by what it holds, read
/// by its format, and completed to a whole tokenizer where the format is a part of one.
public final class TokenizerFile {
  /// What users write for the tokenizer that needs no file: a token for each byte.
  public static final String BYTE = "byte";

  /// A format, by what is in it.
  public enum Kind {
    TOKENIZER_JSON("tokenizer.json"),
    GPT2_PAIR("vocab.json with merges.txt"),
    RANKS("tiktoken ranks"),
    BERT_VOCABULARY("vocab.txt of BERT"),
    SENTENCEPIECE("SentencePiece model");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private TokenizerFile() {}

  /// @param name a file, or [#BYTE]
  public static Tokenizer read(String name) throws IOException {
    return name.equals(BYTE) ? Bytes.tokenizer() : read(Input.file(Path.of(name)));
  }

  public static Tokenizer read(Input input) throws IOException {
    byte[] bytes;
    try (InputStream in = input.open()) {
      bytes = in.readAllBytes();
    }
    String source = input.name();
    if (bytes.length == 0) {
      throw new MalformedInput(source, "", "is empty where a tokenizer is expected", "");
    }
    return switch (kind(bytes).orElseThrow(() -> unknown(source))) {
      case TOKENIZER_JSON -> TokenizerJson.read(source, bytes);
      case GPT2_PAIR -> gpt2(input, bytes);
      case RANKS -> ranks(source, bytes);
      case BERT_VOCABULARY -> bert(BertVocabulary.read(source, bytes));
      case SENTENCEPIECE -> SentencePieceFile.read(source, bytes);
    };
  }

  private static MalformedInput unknown(String source) {
    return new MalformedInput(
        source,
        "",
        "is no tokenizer of a known kind",
        "known are tokenizer.json, vocab.json with merges.txt, tiktoken ranks, BERT's vocab.txt and"
            + " SentencePiece's .model");
  }

  /// What kind of tokenizer file begins like this; empty where it is none.
  ///
  /// @param bytes the file, or its first few thousand bytes
  public static Optional<Kind> kind(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && bytes[at] <= ' ' && bytes[at] > 0) {
      at++;
    }
    if (at < bytes.length && bytes[at] == '{') {
      return json(new String(bytes, 0, Math.min(bytes.length, 2000), StandardCharsets.UTF_8));
    }
    if (RankFile.recognises(bytes)) {
      return Optional.of(Kind.RANKS);
    }
    if (SentencePieceFile.recognises(bytes)) {
      return Optional.of(Kind.SENTENCEPIECE);
    }
    return BertVocabulary.recognises(bytes) ? Optional.of(Kind.BERT_VOCABULARY) : Optional.empty();
  }

  /// A vocabulary is an object of numbers; a tokenizer begins with one of its parts.
  private static Optional<Kind> json(String head) {
    if (head.matches(
        "(?s)\\s*\\{\\s*\"(version|truncation|padding|added_tokens|normalizer|pre_tokenizer|model"
            + "|post_processor|decoder)\"\\s*:\\s*[^0-9\\s].*")) {
      return Optional.of(Kind.TOKENIZER_JSON);
    }
    return head.matches("(?s)\\s*\\{\\s*\"([^\"\\\\]|\\\\.)*\"\\s*:\\s*[0-9].*")
        ? Optional.of(Kind.GPT2_PAIR)
        : Optional.empty();
  }

  private static Tokenizer gpt2(Input vocabulary, byte[] bytes) throws IOException {
    Path path = vocabulary.path();
    List<String> names = Gpt2Files.partners(path.getFileName().toString());
    for (String name : names) {
      Path merges = path.resolveSibling(name);
      if (Files.exists(merges)) {
        ModelJson.Strings parts = Gpt2Files.merges(merges.toString(), Files.readAllBytes(merges));
        BpeModel model =
            Gpt2Files.read(TokenizerJson.readVocabulary(vocabulary.name(), bytes, parts));
        return new Tokenizer(byteLevel(model, new ByteLevel(false, true, true)));
      }
    }
    throw new MalformedInput(
        vocabulary.name(),
        "",
        "has the tokens, but the merges are not beside it",
        "put " + String.join(" or ", names) + " into its folder");
  }

  /// The end of text, where the vocabulary has one, is found in texts as GPT-2's library does.
  private static Pipeline byteLevel(BpeModel model, PreTokenizer preTokenizer) {
    int end = model.vocabulary().id("<|endoftext|>");
    Pipeline pipeline =
        Pipeline.of(model).withPreTokenizer(preTokenizer).withDecoder(new Decoders.ByteLevel());
    return end < 0
        ? pipeline
        : pipeline.withAdded(List.of(AddedToken.special(end, "<|endoftext|>")));
  }

  /// The file has the tokens only: text is treated as BERT does, in lower case if the tokens are.
  private static Tokenizer bert(WordPieceModel model) {
    Vocabulary vocabulary = model.vocabulary();
    List<AddedToken> specials =
        BertVocabulary.SPECIALS.stream()
            .filter(token -> vocabulary.id(token) >= 0)
            .map(token -> AddedToken.special(vocabulary.id(token), token))
            .toList();
    boolean lowerCase = BertVocabulary.isLowerCase(vocabulary);
    Pipeline pipeline =
        Pipeline.of(model)
            .withAdded(specials)
            .withNormalizer(new BertNormalizer(true, true, Optional.empty(), lowerCase))
            .withPreTokenizer(new CharacterSplit.Bert())
            .withDecoder(new Decoders.WordPiece("##", true));
    int begin = vocabulary.id("[CLS]");
    int end = vocabulary.id("[SEP]");
    return new Tokenizer(
        begin < 0 || end < 0
            ? pipeline
            : pipeline.withPostProcessor(
                PostProcessor.template(
                    List.of(AddedToken.special(begin, "[CLS]")),
                    List.of(AddedToken.special(end, "[SEP]")))));
  }

  /// Rank files do not say how text is cut; the well-known ones are told apart by their size.
  private static Tokenizer ranks(String source, byte[] bytes) {
    BpeModel model = RankFile.read(source, bytes);
    int size = model.vocabulary().count();
    KnownPattern pattern =
        size < 100_000
            ? KnownPattern.GPT2
            : size < 150_000 ? KnownPattern.CL100K : KnownPattern.O200K;
    List<AddedToken> added =
        switch (pattern) {
          case GPT2 -> size == 50_256 ? List.of(end(50_256)) : List.of();
          case CL100K ->
              size == 100_256
                  ? List.of(
                      end(100_257),
                      AddedToken.special(100_258, "<|fim_prefix|>"),
                      AddedToken.special(100_259, "<|fim_middle|>"),
                      AddedToken.special(100_260, "<|fim_suffix|>"),
                      AddedToken.special(100_276, "<|endofprompt|>"))
                  : List.of();
          case O200K ->
              size == 199_998
                  ? List.of(end(199_999), AddedToken.special(200_018, "<|endofprompt|>"))
                  : List.of();
          case QWEN, TEKKEN -> List.of();
        };
    PreTokenizer preTokenizer =
        pattern == KnownPattern.GPT2
            ? new ByteLevel(false, true, true)
            : new chainrule.tokenize.text.PreTokenizers(
                List.of(Split.by(pattern), new ByteLevel(false, true, false)));
    return new Tokenizer(byteLevel(model, preTokenizer).withAdded(added));
  }

  private static AddedToken end(int id) {
    return AddedToken.special(id, "<|endoftext|>");
  }

  /// Writes `tokenizer.json`.
  public static void write(Tokenizer tokenizer, OutputStream out) throws IOException {
    TokenizerJsonWriter.write(tokenizer.pipeline(), out);
  }

  /// Writes tiktoken's rank file.
  public static void writeRanks(Tokenizer tokenizer, OutputStream out) throws IOException {
    RankFile.write(bpe(tokenizer, "a rank file"), tokenizer::isSpecial, out);
  }

  /// Writes GPT-2's `vocab.json`, special tokens with the others.
  public static void writeVocabulary(Tokenizer tokenizer, OutputStream out) throws IOException {
    BpeModel model = bpe(tokenizer, "vocab.json");
    JsonGenerator json = JsonReader.FACTORY.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    for (int id = 0; id < tokenizer.size(); id++) {
      if (model.vocabulary().has(id)) {
        json.writeNumberField(Gpt2Files.written(model, id), id);
      } else if (tokenizer.has(id)) {
        json.writeNumberField(new String(tokenizer.token(id), StandardCharsets.UTF_8), id);
      }
    }
    json.writeEndObject();
    json.close();
  }

  /// Writes GPT-2's `merges.txt`.
  public static void writeMerges(Tokenizer tokenizer, OutputStream out) throws IOException {
    Gpt2Files.writeMerges(bpe(tokenizer, "merges.txt"), out);
  }

  /// Writes BERT's `vocab.txt`.
  public static void writeBertVocabulary(Tokenizer tokenizer, OutputStream out) throws IOException {
    if (!(tokenizer.pipeline().model() instanceof WordPieceModel model)) {
      throw new BadSetting(
          "vocab.txt holds a WordPiece model, not " + tokenizer.pipeline().model().type(),
          "write a tokenizer.json");
    }
    BertVocabulary.write(model, out);
  }

  private static BpeModel bpe(Tokenizer tokenizer, String format) {
    if (tokenizer.pipeline().model() instanceof BpeModel model) {
      return model;
    }
    throw new BadSetting(
        format + " holds a BPE model, not " + tokenizer.pipeline().model().type(),
        "write a tokenizer.json");
  }
}
