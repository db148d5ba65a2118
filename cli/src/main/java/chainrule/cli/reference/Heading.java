package chainrule.cli.reference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Puts the options of a class (a mixin), or one option, under a heading of their own on the help
/// page: `@Heading("Sampling")`. Options without it stand under "Options".
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Heading {
  String value();
}
