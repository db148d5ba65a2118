package chainrule.cli.reference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What is told of a command, above its class: the overview, its help page and its man page are
/// made from this and from its options.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Page {
  /// A few words for lists of commands: `describe any file of the toolkit`. At most 55 characters,
  /// lower case, no full stop.
  String summary();

  /// What the command does, in whole sentences. Paragraphs are parted by an empty line and wrapped
  /// to the page; a line that begins with a space stands as it is, for tables.
  String description();

  /// Command lines that work when pasted, each under a comment that says what it is for; of at most
  /// 78 characters, continued after a backslash:
  ///
  ///     # What is this file, and how was it made?
  ///     chainrule inspect lm.arpa
  String examples();
}
