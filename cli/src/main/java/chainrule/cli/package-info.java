/// The command line: from arguments to an exit code.
///
/// [Main][chainrule.cli.Main] finds the command, lets picocli parse its options and runs it;
/// [Failures][chainrule.cli.Failures] turns whatever it throws into one line and an
/// [ExitCode][chainrule.cli.ExitCode]. Commands stand in `command`, one file each, with one list of
/// them; options that several share stand in `option`; what they may know of the terminal stands in
/// `console`.
package chainrule.cli;
