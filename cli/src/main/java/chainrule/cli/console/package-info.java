/// What a command may know of the outside: its streams, whether they are terminals, how much to
/// say, progress, and being interrupted.
package chainrule.cli.console;
