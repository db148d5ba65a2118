package chainrule.cli.packaging;

import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.util.function.Function;

/// Raises old classes to a class-file version that the AOT cache takes: it skips those that the old
/// verifier checks, and picocli's jar is of version 49 (Java 5). Only the version changes and the
/// stack maps that the new verifier wants are added.
final class ClassFileUpgrade {
  /// Below it, classes are checked by the old verifier.
  private static final int OLDEST_CACHED = 50;

  private static final int RAISED = ClassFile.JAVA_8_VERSION;

  private final ClassFile format;

  /// @param resources finds the bytes of a class by the name of its file, or null; common
  ///   superclasses are looked up in it
  ClassFileUpgrade(Function<String, InputStream> resources) {
    ClassHierarchyResolver hierarchy =
        ClassHierarchyResolver.ofResourceParsing(
            (ClassDesc type) -> {
              String descriptor = type.descriptorString();
              return resources.apply(descriptor.substring(1, descriptor.length() - 1) + ".class");
            });
    this.format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                hierarchy.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /// The class as the AOT cache can take it; unchanged where it can already.
  byte[] apply(byte[] bytes) {
    ClassModel model = format.parse(bytes);
    if (model.majorVersion() >= OLDEST_CACHED) {
      return bytes;
    }
    ClassTransform raised =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(RAISED, 0);
          } else {
            builder.with(element);
          }
        };
    return format.transformClass(
        model, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(raised));
  }
}
