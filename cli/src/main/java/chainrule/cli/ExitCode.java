package chainrule.cli;

/// What the shell learns of a run. The numbers above 2 are those of BSD's `sysexits.h`. Interrupted
/// (130) and terminated (143) runs get theirs from the virtual machine.
public enum ExitCode {
  DONE(0, "Done."),
  CHECK_FAILED(1, "The check that was asked for failed, or a training did not stay finite."),
  USAGE(2, "Usage: an unknown option, a bad value."),
  MALFORMED_INPUT(65, "An input exists but is not what it should be."),
  NO_INPUT(66, "An input is missing or cannot be read."),
  UNAVAILABLE(69, "Something that was asked for is not on this machine."),
  /// Our own bug.
  SOFTWARE(70, "A bug in Chainrule; the only case with a trace."),
  CANNOT_CREATE(73, "An output cannot be made; what stood before still stands."),
  IO_ERROR(74, "An I/O error, such as a full disk; what stood before still stands."),
  TRY_LATER(75, "Try later: another run holds the lock.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /// In a sentence, for the manual.
  public String meaning() {
    return meaning;
  }
}
