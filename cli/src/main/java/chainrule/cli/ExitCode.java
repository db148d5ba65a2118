package chainrule.cli;

/// What the shell learns of a run. The numbers above 2 are those of BSD's `sysexits.h`. Interrupted
/// (130) and terminated (143) runs get theirs from the virtual machine.
public enum ExitCode {
  DONE(0),
  /// A check that was asked for failed.
  CHECK_FAILED(1),
  USAGE(2),
  MALFORMED_INPUT(65),
  NO_INPUT(66),
  UNAVAILABLE(69),
  /// Our own bug.
  SOFTWARE(70),
  CANNOT_CREATE(73),
  IO_ERROR(74),
  TRY_LATER(75);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
