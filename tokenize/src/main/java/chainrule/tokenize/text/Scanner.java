package chainrule.tokenize.text;

/// Finds piece after piece of a text: all of it, none of it changed. Immutable; shared by threads.
public interface Scanner {
  /// The end of the piece that begins at `from`, which is before `to`; what stands before `from`
  /// does not matter.
  int next(byte[] text, int from, int to);
}
