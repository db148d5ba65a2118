package chainrule.tokenize.tokenizer;

import chainrule.tokenize.text.ByteLevel;
import chainrule.tokenize.tokenizer.bpe.BpeModel;
import chainrule.tokenize.tokenizer.bpe.BpeSettings;

/// The built-in tokenizer: each byte is a token, whose id is its value.
final class Bytes {
  private Bytes() {}

  static Tokenizer tokenizer() {
    Vocabulary.Builder vocabulary = new Vocabulary.Builder("byte");
    for (int b = 0; b < 256; b++) {
      vocabulary.add(b, new byte[] {(byte) b});
    }
    BpeModel model = BpeModel.of("byte", vocabulary.build(), new int[0], BpeSettings.byteLevel());
    return new Tokenizer(
        Pipeline.of(model)
            .withPreTokenizer(new ByteLevel(false, true, false))
            .withDecoder(new Decoders.ByteLevel()));
  }
}
