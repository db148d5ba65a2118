package chainrule.tokenize.stream;

import java.util.Arrays;

/// Some text in a row, cut into parts: whole documents, of which the first may go on from the block
/// before and the last may go on in the block behind.
final class TextBlock {
  final String source;
  final long offset; // of the first byte in its source
  final byte[] bytes;
  final boolean urgent;
  boolean continued; // the first part goes on
  boolean open; // the last part does not end its document
  private int[] bounds = new int[16];
  private int parts;

  /// @param urgent whether the reader of the tokens may be waiting for these
  TextBlock(String source, long offset, byte[] bytes, boolean urgent) {
    this.source = source;
    this.offset = offset;
    this.bytes = bytes;
    this.urgent = urgent;
  }

  void add(int from, int to) {
    if (2 * parts == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * parts] = from;
    bounds[2 * parts + 1] = to;
    parts++;
  }

  int parts() {
    return parts;
  }

  int from(int part) {
    return bounds[2 * part];
  }

  int to(int part) {
    return bounds[2 * part + 1];
  }
}
