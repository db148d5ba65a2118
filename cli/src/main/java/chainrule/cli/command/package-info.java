/// The commands, one file each. [Commands][chainrule.cli.command.Commands] is their list: adding a
/// command is a file and a line there.
package chainrule.cli.command;
