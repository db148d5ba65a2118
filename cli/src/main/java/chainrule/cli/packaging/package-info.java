/// What the build runs to make the installed folder; none of it is in our jar.
///
/// [Distribution][chainrule.cli.packaging.Distribution] assembles the folder,
/// [Library][chainrule.cli.packaging.Library] puts one jar into it and
/// [ClassFileUpgrade][chainrule.cli.packaging.ClassFileUpgrade] makes its old classes fit for the
/// AOT cache. [StartJar][chainrule.cli.packaging.StartJar] names them all.
package chainrule.cli.packaging;
