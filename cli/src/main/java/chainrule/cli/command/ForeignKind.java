package chainrule.cli.command;

import chainrule.tokenize.io.Compression;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Files that users of other tools take for models, and that only those tools can read: known by
/// their first bytes, so that messages can say what to do.
enum ForeignKind {
  KENLM(
      "mmap lm http",
      "n-gram model in KenLM's binary form",
      "only KenLM reads its binary form; take the ARPA file that it was made of"),
  SRILM(
      "SRILM_BINARY_NGRAM",
      "n-gram model in SRILM's binary form",
      "write it as ARPA first: ngram -lm FILE -write-lm lm.arpa"),
  IRSTLM(
      "blmt",
      "n-gram model in IRSTLM's binary form",
      "write it as ARPA first: compile-lm FILE --text=yes lm.arpa"),
  IRSTLM_QUANTIZED("Qblmt", IRSTLM.what, IRSTLM.advice);

  private final byte[] begin;
  private final String what;
  private final String advice;

  ForeignKind(String begin, String what, String advice) {
    this.begin = begin.getBytes(StandardCharsets.ISO_8859_1);
    this.what = what;
    this.advice = advice;
  }

  /// @param head the first bytes of a file
  static Optional<ForeignKind> of(byte[] head) {
    return Arrays.stream(values())
        .filter(kind -> Arrays.mismatch(head, kind.begin) == kind.begin.length)
        .findFirst();
  }

  /// What to do about a file that is not what it should be.
  static String advice(byte[] head) {
    return of(head)
        .map(kind -> kind.advice)
        .or(() -> Compression.recognise(head).map(Compression::advice))
        .orElse("chainrule inspect tells what it is");
  }

  /// What the file is.
  String what() {
    return what;
  }
}
