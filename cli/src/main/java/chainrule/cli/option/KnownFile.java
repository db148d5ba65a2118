package chainrule.cli.option;

import chainrule.export.onnx.LanguageModelFile;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.NgramModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What the toolkit's own files are by their first bytes, so that messages can say it where one is
/// named in the place of another.
enum KnownFile {
  TOKENS("holds tokens"),
  BINARY_NGRAMS("is an n-gram model"),
  ARPA("is an n-gram model"),
  ONNX("is an ONNX model"),
  TOKENIZER("is a tokenizer");

  private static final int HEAD = 4096;

  private final String what;

  KnownFile(String what) {
    this.what = what;
  }

  /// What a message says behind the file's name.
  String what() {
    return what;
  }

  /// Enough of an input to see what it is.
  ///
  /// @param input that can be opened more than once
  static byte[] head(Input input) throws IOException {
    try (InputStream in = input.open()) {
      return in.readNBytes(HEAD);
    }
  }

  static Optional<KnownFile> of(byte[] head) {
    if (TokenFormat.recognise("", head).isPresent()) {
      return Optional.of(TOKENS);
    } else if (NgramModel.isBinary(head)) {
      return Optional.of(BINARY_NGRAMS);
    } else if (ArpaFile.isArpa(head)) {
      return Optional.of(ARPA);
    } else if (LanguageModelFile.recognises(head)) {
      return Optional.of(ONNX);
    }
    return isTokenizer(head) ? Optional.of(TOKENIZER) : Optional.empty();
  }

  /// Many a JSON text begins as a tokenizer may; no other has this member.
  private static boolean isTokenizer(byte[] head) {
    return TokenizerFile.kind(head).filter(TokenizerFile.Kind.TOKENIZER_JSON::equals).isPresent()
        && new String(head, StandardCharsets.ISO_8859_1).contains("\"added_tokens\"");
  }
}
