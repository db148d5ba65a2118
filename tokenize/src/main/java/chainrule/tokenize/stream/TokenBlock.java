package chainrule.tokenize.stream;

/// Some tokens in a row, and where documents end among them. A reader fills the same block again
/// and again; its arrays are read in place.
public final class TokenBlock {
  /// The most tokens, and the most ends of documents, that a block holds.
  public static final int CAPACITY = 1 << 16;

  final int[] tokens = new int[CAPACITY];
  final int[] ends = new int[CAPACITY];
  int size;
  int documents;

  /// The tokens; the first [#size()] count.
  public int[] tokens() {
    return tokens;
  }

  public int size() {
    return size;
  }

  /// How many tokens of this block stand before each end of a document, ascending; the first
  /// [#documents()] count. What follows the last end goes on in the next block.
  public int[] ends() {
    return ends;
  }

  public int documents() {
    return documents;
  }

  void clear() {
    size = 0;
    documents = 0;
  }

  boolean isEmpty() {
    return size == 0 && documents == 0;
  }
}
