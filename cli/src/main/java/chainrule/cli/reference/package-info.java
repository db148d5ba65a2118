/// The command line, told: help pages, shell completions and man pages.
///
/// A command says what it is for in the [Page][chainrule.cli.reference.Page] above its class, and
/// its options say the rest. [ReferenceReader][chainrule.cli.reference.ReferenceReader] makes of
/// both a [CommandReference][chainrule.cli.reference.CommandReference], which knows nothing of
/// picocli; everything that is shown or installed is written from it. A value's label tells readers
/// and completions alike which files it names: see [FileKind][chainrule.cli.reference.FileKind].
package chainrule.cli.reference;
