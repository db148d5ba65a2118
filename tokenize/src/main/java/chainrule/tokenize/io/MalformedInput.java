package chainrule.tokenize.io;

/// An input that exists but is not what it should be. Carries its source (a file's name), the place
/// in it, what was found there and what to do.
public final class MalformedInput extends Failure {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String place;

  /// @param place `line 12`, `byte 4096`, or empty where the whole input is meant
  public MalformedInput(String source, String place, String problem, String hint) {
    super(source + (place.isEmpty() ? "" : ": " + place) + ": " + problem, hint);
    this.source = source;
    this.place = place;
  }

  public static MalformedInput atLine(String source, long line, String problem, String hint) {
    return new MalformedInput(source, "line " + line, problem, hint);
  }

  public static MalformedInput atByte(String source, long offset, String problem, String hint) {
    return new MalformedInput(source, "byte " + offset, problem, hint);
  }

  public String source() {
    return source;
  }

  public String place() {
    return place;
  }
}
