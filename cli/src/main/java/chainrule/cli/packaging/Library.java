package chainrule.cli.packaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// One jar on its way into the installed folder: old classes are raised by [ClassFileUpgrade],
/// packages are unsealed, and of the native libraries inside only this platform's come along, as
/// files of their own, so that they need not be unpacked at every start.
final class Library {
  private static final String NATIVES = "ai/onnxruntime/native/";

  private final Path folder;
  private final String platform;
  private final FileTime time;

  /// @param platform the name of this platform inside ONNX Runtime's jar: `linux-x64`
  /// @param time what every jar is dated: the AOT cache remembers it, and so must an archive
  Library(Path folder, String platform, FileTime time) {
    this.folder = folder;
    this.platform = platform;
    this.time = time;
  }

  void add(Path jar) throws IOException {
    Path copy = folder.resolve(jar.getFileName());
    try (JarFile source = new JarFile(jar.toFile());
        JarOutputStream target = new JarOutputStream(Files.newOutputStream(copy))) {
      ClassFileUpgrade upgrade = new ClassFileUpgrade(name -> open(source, name));
      Enumeration<JarEntry> entries = source.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().startsWith(NATIVES)) {
          placeNative(source, entry);
        } else if (!entry.isDirectory()) {
          copy(source, entry, target, upgrade);
        }
      }
    }
    Files.setLastModifiedTime(copy, time);
  }

  private void copy(
      JarFile source, JarEntry entry, JarOutputStream target, ClassFileUpgrade upgrade)
      throws IOException {
    byte[] bytes;
    try (InputStream in = source.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    JarEntry written = new JarEntry(entry.getName());
    written.setTimeLocal(entry.getTimeLocal());
    target.putNextEntry(written);
    target.write(
        switch (entry.getName()) {
          case String name when name.endsWith(".class") -> upgrade.apply(bytes);
          case JarFile.MANIFEST_NAME -> unsealed(bytes);
          default -> bytes;
        });
    target.closeEntry();
  }

  /// The manifest without seals. For the origin of a cached class the virtual machine looks where
  /// the jar lay when the AOT cache was made; where an installation came from an archive or was
  /// moved, that is gone, and the second class of a sealed package would end the start.
  private static byte[] unsealed(byte[] bytes) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
    manifest.getMainAttributes().remove(Attributes.Name.SEALED);
    manifest.getEntries().values().forEach(entry -> entry.remove(Attributes.Name.SEALED));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }

  private void placeNative(JarFile source, JarEntry entry) throws IOException {
    String path = entry.getName().substring(NATIVES.length());
    String name = path.substring(path.indexOf('/') + 1);
    // What lies deeper is debugging symbols.
    if (path.equals(platform + "/" + name) && !name.isEmpty() && !name.contains("/")) {
      try (InputStream in = source.getInputStream(entry)) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  private static InputStream open(JarFile source, String name) {
    JarEntry entry = source.getJarEntry(name);
    try {
      return entry == null ? null : source.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
