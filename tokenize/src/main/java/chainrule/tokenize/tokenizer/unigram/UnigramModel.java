package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.text.ByteTrie;
import chainrule.tokenize.text.Metaspace;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.ModelJson;
import chainrule.tokenize.tokenizer.Vocabulary;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Segments text into the pieces whose probabilities have the largest product. Characters that no
/// piece covers become the unknown token, neighbours together, or the tokens of their bytes. Ids
/// equal those of Hugging Face tokenizers, or of SentencePiece for a model that was read from its
/// file.
public final class UnigramModel implements Model {
  /// What an unknown character costs, beyond the least probable piece.
  private static final double UNKNOWN_PENALTY = 10;

  private static final Set<String> SETTINGS = Set.of("type", "unk_id", "byte_fallback", "vocab");

  private final Vocabulary vocabulary;
  private final double[] scores; // by id
  private final int unknown; // its id, or -1
  private final int[] bytes; // the id of each byte's token; empty without byte fallback
  private final boolean sentencePiece;
  private final ByteTrie trie;
  private final int[] ids; // by number in the trie
  private final double[] trieScores;
  private final double unknownScore;

  /// @param writtenScores as the file has them
  /// @param searched the ids that text can become, and their scores in the search
  private UnigramModel(
      Vocabulary vocabulary,
      double[] writtenScores,
      int unknown,
      int[] bytes,
      boolean sentencePiece,
      int[] searched,
      double[] searchScores,
      double unknownScore) {
    this.vocabulary = vocabulary;
    this.scores = writtenScores;
    this.unknown = unknown;
    this.bytes = bytes;
    this.sentencePiece = sentencePiece;
    this.ids = searched;
    this.trieScores = searchScores;
    this.unknownScore = unknownScore;
    List<byte[]> keys = new ArrayList<>(searched.length);
    for (int id : searched) {
      keys.add(vocabulary.token(id));
    }
    this.trie = ByteTrie.of(keys);
  }

  /// A model by the rules of Hugging Face tokenizers.
  ///
  /// @param vocabulary ids count from 0 without holes
  /// @param scores natural logarithms, by id
  /// @param unknown the unknown token's id, or -1
  public static UnigramModel of(
      Vocabulary vocabulary, double[] scores, int unknown, boolean byteFallback) {
    int[] searched = new int[scores.length];
    Arrays.setAll(searched, id -> id);
    if (scores.length > 0 && vocabulary.id(new byte[0]) >= 0) {
      int empty = vocabulary.id(new byte[0]);
      searched = Arrays.stream(searched).filter(id -> id != empty).toArray();
    }
    double least = Arrays.stream(scores).min().orElse(0);
    return new UnigramModel(
        vocabulary,
        scores,
        unknown,
        byteFallback ? byteTokens(vocabulary) : new int[0],
        false,
        searched,
        Arrays.stream(searched).mapToDouble(id -> scores[id]).toArray(),
        least - UNKNOWN_PENALTY);
  }

  /// A model by the rules of SentencePiece, which reckons in single precision.
  ///
  /// @param searched the ids that text can become
  /// @param searchScores their scores in the search
  /// @param least the least score of an ordinary piece
  public static UnigramModel ofSentencePiece(
      Vocabulary vocabulary,
      double[] scores,
      int unknown,
      boolean byteFallback,
      int[] searched,
      double[] searchScores,
      float least) {
    return new UnigramModel(
        vocabulary,
        scores,
        unknown,
        byteFallback ? byteTokens(vocabulary) : new int[0],
        true,
        searched,
        searchScores,
        least - (float) UNKNOWN_PENALTY);
  }

  public static UnigramModel read(ModelJson json) {
    for (String name : json.settings().members().keySet()) {
      if (!SETTINGS.contains(name)) {
        throw json.malformed("the Unigram setting '" + name + "' is not supported", "");
      }
    }
    if (!json.isScored()) {
      throw json.malformed(
          "the vocabulary of a Unigram model is an object",
          "it must be an array of pairs: token and score");
    }
    Vocabulary.Builder vocabulary = new Vocabulary.Builder(json.source());
    ModelJson.Strings tokens = json.vocabulary();
    double[] scores = new double[tokens.count()];
    for (int id = 0; id < scores.length; id++) {
      vocabulary.add(id, tokens.pool(), tokens.from(id), tokens.to(id));
      scores[id] = json.score(id);
    }
    long unknown = json.number("unk_id").map(Json.Numeral::integer).orElse(-1L);
    if (unknown < -1 || unknown >= scores.length) {
      throw json.malformed(
          "unk_id is " + unknown + " but the vocabulary has " + scores.length + " tokens", "");
    }
    return of(vocabulary.build(), scores, (int) unknown, json.truth("byte_fallback", false));
  }

  /// The ids of `<0x00>` to `<0xFF>`; empty unless all are there.
  private static int[] byteTokens(Vocabulary vocabulary) {
    int[] ids = new int[256];
    Arrays.setAll(ids, b -> vocabulary.id("<0x%02X>".formatted(b)));
    return Arrays.stream(ids).anyMatch(id -> id < 0) ? new int[0] : ids;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /// The natural logarithm of a token's probability, as the file has it.
  public double score(int id) {
    return scores[id];
  }

  /// Unknown neighbours are one token, which must not be cut in two.
  @Override
  public boolean isSeparable() {
    return hasBytes()
        || (vocabulary.id("\n") >= 0
            && (vocabulary.id(" ") >= 0 || vocabulary.id(Metaspace.BLOCK) >= 0));
  }

  @Override
  public Encoder encoder() {
    return new UnigramEncoder(this);
  }

  Segmentation segmentation() {
    return new Segmentation(trie, trieScores, unknownScore, sentencePiece);
  }

  /// The id of a piece by its number in the trie.
  int id(int piece) {
    return ids[piece];
  }

  /// The id for characters that no piece covers.
  int unknownId() {
    if (unknown < 0) {
      throw new BadSetting(
          "the text has a character that no token covers, and the tokenizer has no unknown token",
          "use a tokenizer with one, or with byte fallback");
    }
    return unknown;
  }

  boolean isUnknown(int id) {
    return id == unknown;
  }

  boolean hasBytes() {
    return bytes.length > 0;
  }

  int byteId(byte b) {
    return bytes[b & 0xff];
  }

  boolean isSentencePiece() {
    return sentencePiece;
  }

  @Override
  public String type() {
    return "Unigram";
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStringField("type", type());
    if (unknown >= 0) {
      json.writeNumberField("unk_id", unknown);
    } else {
      json.writeNullField("unk_id");
    }
    json.writeArrayFieldStart("vocab");
    for (int id = 0; id < scores.length; id++) {
      json.writeStartArray();
      json.writeString(vocabulary.string(id));
      json.writeNumber(scores[id]);
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeBooleanField("byte_fallback", hasBytes());
  }
}
