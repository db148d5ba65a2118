package chainrule.tokenize.tokenizer.sentencepiece;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.CompiledRules;
import chainrule.tokenize.text.Literal;
import chainrule.tokenize.text.Metaspace;
import chainrule.tokenize.text.SentencePieceNormalizer;
import chainrule.tokenize.tokenizer.AddedToken;
import chainrule.tokenize.tokenizer.Decoder;
import chainrule.tokenize.tokenizer.Decoders;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.Pipeline;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.Vocabulary;
import chainrule.tokenize.tokenizer.bpe.BpeModel;
import chainrule.tokenize.tokenizer.bpe.BpeSettings;
import chainrule.tokenize.tokenizer.unigram.UnigramModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a tokenizer of a SentencePiece model: unigram or BPE. Its ids are those of `spm_encode`,
/// except that control symbols are found in text as special tokens, unless special tokens are
/// treated as text.
public final class SentencePieceFile {
  private final String source;
  private final SentencePieceProto proto;
  private final Vocabulary vocabulary;
  private int unknown = -1;
  private String unknownText = "";

  private SentencePieceFile(String source, SentencePieceProto proto) {
    this.source = source;
    this.proto = proto;
    Vocabulary.Builder builder = new Vocabulary.Builder(source);
    for (int id = 0; id < proto.pieces().size(); id++) {
      SentencePieceProto.Piece piece = proto.pieces().get(id);
      builder.add(id, piece.text());
      if (piece.type() == SentencePieceProto.Type.UNKNOWN) {
        unknown = id;
        unknownText = piece.text();
      }
    }
    if (unknown < 0) {
      throw new MalformedInput(source, "", "has no piece for unknown text", "the file is damaged");
    }
    this.vocabulary = builder.build();
  }

  /// Whether a file that begins like this is a SentencePiece model: a list of pieces, of which the
  /// first has a text and then a score or a type.
  public static boolean recognises(byte[] head) {
    if (head.length < 6 || head[0] != 0x0a || head[2] != 0x0a || head[1] < 3 || head[3] < 0) {
      return false;
    }
    int after = 4 + head[3];
    return after < head.length
        && head[3] <= head[1] - 2
        && (head[3] == head[1] - 2 || head[after] == 0x15 || head[after] == 0x18);
  }

  public static Tokenizer read(String source, byte[] bytes) {
    return new SentencePieceFile(source, SentencePieceProto.read(source, bytes)).tokenizer();
  }

  private Tokenizer tokenizer() {
    Model model =
        switch (proto.algorithm()) {
          case UNIGRAM -> unigram();
          case BPE -> bpe();
          case WORD, CHARACTER ->
              throw new MalformedInput(
                  source,
                  "",
                  "is a SentencePiece model of words or characters, which is not supported",
                  "supported are unigram and BPE");
        };
    return new Tokenizer(
        Pipeline.of(model)
            .withNormalizer(normalizer())
            .withAdded(added())
            .withDecoder(new Decoders.Sequence(decoders())));
  }

  private List<String> texts(SentencePieceProto.Type type) {
    return proto.pieces().stream()
        .filter(p -> p.type() == type)
        .map(SentencePieceProto.Piece::text)
        .toList();
  }

  private SentencePieceNormalizer normalizer() {
    return new SentencePieceNormalizer(
        proto.rules().length == 0
            ? Optional.empty()
            : Optional.of(CompiledRules.of(source, proto.rules())),
        new SentencePieceNormalizer.Settings(
            proto.dummyPrefix(),
            proto.removeExtraSpaces(),
            proto.escapeSpaces(),
            proto.spaceAsSuffix()),
        texts(SentencePieceProto.Type.USER_DEFINED));
  }

  /// Control symbols are special. A unigram model knows its user-defined symbols itself; for BPE
  /// they are cut out of the normalized text, where one with a space is never found.
  private List<AddedToken> added() {
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < proto.pieces().size(); id++) {
      SentencePieceProto.Piece piece = proto.pieces().get(id);
      switch (piece.type()) {
        case CONTROL, UNKNOWN -> added.add(AddedToken.special(id, piece.text()));
        case USER_DEFINED -> {
          boolean spaced = proto.escapeSpaces() && piece.text().contains(" ");
          if (proto.algorithm() == SentencePieceProto.Algorithm.BPE && !spaced) {
            added.add(new AddedToken(id, piece.text(), false, false, false, false, true));
          }
        }
        case NORMAL, UNUSED, BYTE -> {}
      }
    }
    return added;
  }

  private List<Decoder> decoders() {
    List<Decoder> decoders = new ArrayList<>();
    if (proto.escapeSpaces()) {
      decoders.add(new Decoders.Replacing(new Literal(Metaspace.BLOCK), " "));
    }
    if (proto.byteFallback()) {
      decoders.add(new Decoders.ByteFallback());
    }
    decoders.add(new Decoders.Fuse());
    if (proto.dummyPrefix()) {
      decoders.add(
          proto.spaceAsSuffix() ? new Decoders.Strip(" ", 0, 1) : new Decoders.Strip(" ", 1, 0));
    }
    return decoders;
  }

  /// A user-defined symbol costs next to nothing, so that it is nearly always chosen.
  private Model unigram() {
    int size = proto.pieces().size();
    double[] scores = new double[size];
    List<Integer> searched = new ArrayList<>();
    List<Double> searchScores = new ArrayList<>();
    float least = Float.MAX_VALUE;
    float most = Float.MIN_NORMAL;
    for (SentencePieceProto.Piece piece : proto.pieces()) {
      if (piece.type() == SentencePieceProto.Type.NORMAL) {
        least = Math.min(least, piece.score());
        most = Math.max(most, piece.score());
      }
    }
    for (int id = 0; id < size; id++) {
      SentencePieceProto.Piece piece = proto.pieces().get(id);
      scores[id] = piece.score();
      switch (piece.type()) {
        case NORMAL -> {
          searched.add(id);
          searchScores.add((double) piece.score());
        }
        case USER_DEFINED -> {
          searched.add(id);
          searchScores.add(vocabulary.length(id) * most - 0.1);
          scores[id] = searchScores.getLast();
        }
        case UNKNOWN, CONTROL, UNUSED, BYTE -> {}
      }
    }
    return UnigramModel.ofSentencePiece(
        vocabulary,
        scores,
        unknown,
        proto.byteFallback(),
        searched.stream().mapToInt(id -> id).toArray(),
        searchScores.stream().mapToDouble(score -> score).toArray(),
        least);
  }

  private Model bpe() {
    if (!texts(SentencePieceProto.Type.UNUSED).isEmpty()) {
      throw new MalformedInput(
          source, "", "unused pieces in a BPE model are not supported", "restrict it otherwise");
    }
    return BpeModel.ofResults(
        source,
        vocabulary,
        new MergeFinder(vocabulary, proto.pieces()).pairs(),
        new BpeSettings(
            chainrule.tokenize.tokenizer.bpe.Alphabet.CHARACTERS,
            Optional.of(unknownText),
            true,
            proto.byteFallback(),
            false,
            "",
            ""));
  }
}
