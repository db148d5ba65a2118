package chainrule.tokenize.tokenizer.sentencepiece;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Protobuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a SentencePiece model file says, field by field; what is left out in the file has the
/// format's default. Fields that only tell how the model was trained are skipped.
final class SentencePieceProto {
  /// What a piece is for.
  enum Type {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  /// How text is segmented.
  enum Algorithm {
    UNIGRAM,
    BPE,
    WORD,
    CHARACTER
  }

  record Piece(String text, float score, Type type) {}

  private final String source;
  private final List<Piece> pieces = new ArrayList<>();
  private Algorithm algorithm = Algorithm.UNIGRAM;
  private boolean byteFallback;
  private boolean spaceAsSuffix;
  private byte[] rules = new byte[0];
  private boolean dummyPrefix = true;
  private boolean removeExtraSpaces = true;
  private boolean escapeSpaces = true;

  private SentencePieceProto(String source) {
    this.source = source;
  }

  static SentencePieceProto read(String source, byte[] bytes) {
    SentencePieceProto proto = new SentencePieceProto(source);
    Protobuf model = Protobuf.of(source, ByteBuffer.wrap(bytes));
    for (int field = model.next(); field != 0; field = model.next()) {
      switch (field) {
        case 1 -> proto.pieces.add(proto.piece(model.message()));
        case 2 -> proto.trainer(model.message());
        case 3 -> proto.normalizer(model.message());
        case 5 -> proto.denormalizer(model.message());
        default -> model.skip();
      }
    }
    if (proto.pieces.isEmpty()) {
      throw new MalformedInput(source, "", "has no pieces", "the file is no SentencePiece model");
    }
    return proto;
  }

  private Piece piece(Protobuf message) {
    String text = "";
    float score = 0;
    Type type = Type.NORMAL;
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case 1 -> text = message.text();
        case 2 -> score = message.real32();
        case 3 -> type = known(Type.values(), message.integer(), "piece " + pieces.size());
        default -> message.skip();
      }
    }
    return new Piece(text, score, type);
  }

  private void trainer(Protobuf message) {
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case 3 -> algorithm = known(Algorithm.values(), message.integer(), "the model");
        case 24 -> spaceAsSuffix = message.integer() != 0;
        case 35 -> byteFallback = message.integer() != 0;
        default -> message.skip();
      }
    }
  }

  private void normalizer(Protobuf message) {
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case 2 -> {
          ByteBuffer view = message.bytes();
          rules = new byte[view.remaining()];
          view.get(rules);
        }
        case 3 -> dummyPrefix = message.integer() != 0;
        case 4 -> removeExtraSpaces = message.integer() != 0;
        case 5 -> escapeSpaces = message.integer() != 0;
        default -> message.skip();
      }
    }
  }

  private void denormalizer(Protobuf message) {
    for (int field = message.next(); field != 0; field = message.next()) {
      if (field == 2 && message.bytes().hasRemaining()) {
        throw new MalformedInput(
            source, "", "a denormalizer is not supported", "its texts would not come back");
      }
      if (field != 2) {
        message.skip();
      }
    }
  }

  /// Enumerations count from 1 here.
  private <T> T known(T[] values, long number, String what) {
    if (number < 1 || number > values.length) {
      throw new MalformedInput(
          source, "", what + " is of type " + number + ", which is not known", "");
    }
    return values[(int) number - 1];
  }

  List<Piece> pieces() {
    return pieces;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  boolean byteFallback() {
    return byteFallback;
  }

  boolean spaceAsSuffix() {
    return spaceAsSuffix;
  }

  /// The compiled normalization rules; empty for none.
  byte[] rules() {
    return rules;
  }

  boolean dummyPrefix() {
    return dummyPrefix;
  }

  boolean removeExtraSpaces() {
    return removeExtraSpaces;
  }

  boolean escapeSpaces() {
    return escapeSpaces;
  }
}
