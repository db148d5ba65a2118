package chainrule.tokenize.tokenizer;

import java.nio.charset.StandardCharsets;

/// A number that tells tokenizers apart by what their ids mean.
final class Fingerprint {
  private long state = 0x243f6a8885a308d3L; // the first digits of pi

  private Fingerprint() {}

  static String of(Pipeline pipeline) {
    Fingerprint print = new Fingerprint();
    Vocabulary vocabulary = pipeline.model().vocabulary();
    int next = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      while (next < pipeline.added().size() && pipeline.added().get(next).id() < id) {
        print.add(pipeline.added().get(next++));
      }
      if (next < pipeline.added().size() && pipeline.added().get(next).id() == id) {
        print.add(pipeline.added().get(next++));
      } else if (vocabulary.has(id)) {
        print.add(id, vocabulary.pool(), vocabulary.start(id), vocabulary.length(id));
      }
    }
    while (next < pipeline.added().size()) {
      print.add(pipeline.added().get(next++));
    }
    return String.format("%016x", print.state);
  }

  private void add(AddedToken token) {
    byte[] bytes = token.content().getBytes(StandardCharsets.UTF_8);
    add(token.id(), bytes, 0, bytes.length);
  }

  private void add(int id, byte[] bytes, int from, int length) {
    mix(((long) id << 32) | length);
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = (word << 8) | (bytes[from + i] & 0xff);
      if ((i & 7) == 7) {
        mix(word);
      }
    }
    if ((length & 7) != 0) {
      mix(word);
    }
  }

  private void mix(long word) {
    state = (state ^ word) * 0x9e3779b97f4a7c15L;
    state ^= state >>> 29;
  }
}
