package chainrule.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The jar that the launcher starts: it names the others and is empty itself, because Java reads
/// the directory of the jar that it starts, while all classes come from the AOT cache.
///
/// What flags could say stands in its manifest. Flags that change the module graph give up the one
/// in the AOT cache, which triples a short command's time.
final class StartJar {
  private StartJar() {}

  /// @param jars what the class path holds, in its order
  static void write(Path jar, List<String> jars, FileTime time) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "chainrule.cli.Main");
    main.put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
    main.putValue("Add-Exports", "java.base/jdk.internal.module");
    main.putValue("Enable-Native-Access", "ALL-UNNAMED");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      JarEntry entry = new JarEntry(JarFile.MANIFEST_NAME);
      entry.setTimeLocal(LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC));
      out.putNextEntry(entry);
      manifest.write(out);
      out.closeEntry();
    }
    Files.setLastModifiedTime(jar, time);
  }
}
