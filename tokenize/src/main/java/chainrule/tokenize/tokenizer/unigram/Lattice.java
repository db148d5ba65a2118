package chainrule.tokenize.tokenizer.unigram;

/// All segmentations of all runs: for each position the pieces that begin there, the shorter first.
/// A piece is an edge, packed as its number times 256 plus its length. Built once from the places
/// of the seeds; a vocabulary that shrinks drops edges, so that each round costs less than the last
/// and no piece is ever looked up by its text.
final class Lattice {
  private static final int LENGTH_BITS = 8;
  static final int LONGEST_PIECE = (1 << LENGTH_BITS) - 1;
  static final int MOST_PIECES = 1 << (Integer.SIZE - LENGTH_BITS);

  private final int[] begins; // of each position's edges; one more at the end
  private final int[] edges;

  private Lattice(int[] begins, int[] edges) {
    this.begins = begins;
    this.edges = edges;
  }

  /// Piece `p` below the alphabet's size is symbol `p`; the seeds follow, the shorter first.
  static Lattice of(Runs runs, Seeds seeds, int[] seedsByLength) {
    int[] symbols = runs.symbols();
    int[] begins = new int[symbols.length + 1];
    for (int seed = 0; seed < seeds.size(); seed++) {
      for (int i = seeds.from()[seed]; i < seeds.to()[seed]; i++) {
        begins[seeds.order()[i] + 1]++;
      }
    }
    for (int position = 0; position < symbols.length; position++) {
      begins[position + 1] = Math.addExact(begins[position + 1] + 1, begins[position]);
    }
    int[] edges = new int[begins[symbols.length]];
    int[] next = begins.clone();
    for (int position = 0; position < symbols.length; position++) {
      edges[next[position]++] = (symbols[position] << LENGTH_BITS) | 1;
    }
    int piece = runs.alphabet().length;
    for (int seed : seedsByLength) {
      int edge = (piece++ << LENGTH_BITS) | seeds.length()[seed];
      for (int i = seeds.from()[seed]; i < seeds.to()[seed]; i++) {
        edges[next[seeds.order()[i]]++] = edge;
      }
    }
    return new Lattice(begins, edges);
  }

  int begin(int position) {
    return begins[position];
  }

  int end(int position) {
    return begins[position + 1];
  }

  int edge(int index) {
    return edges[index];
  }

  static int piece(int edge) {
    return edge >>> LENGTH_BITS;
  }

  static int length(int edge) {
    return edge & LONGEST_PIECE;
  }

  /// Drops and renumbers pieces.
  ///
  /// @param renumbered the new number of each piece, or -1 for one that is dropped
  void keep(int[] renumbered) {
    int written = 0;
    int begin = begins[0];
    for (int position = 0; position + 1 < begins.length; position++) {
      int end = begins[position + 1];
      for (int i = begin; i < end; i++) {
        int piece = renumbered[piece(edges[i])];
        if (piece >= 0) {
          edges[written++] = (piece << LENGTH_BITS) | length(edges[i]);
        }
      }
      begin = end;
      begins[position + 1] = written;
    }
  }
}
