package chainrule.cli.command;

/// Which Chainrule this is. The number stands here and in the poms, and a test compares them:
/// reading a resource would double the time of `chainrule --version`.
public final class Version {
  private static final String NUMBER = "0.1.0";

  private Version() {}

  /// Such as `0.1.0`.
  public static String number() {
    return NUMBER;
  }

  static String line() {
    return "chainrule " + number();
  }
}
