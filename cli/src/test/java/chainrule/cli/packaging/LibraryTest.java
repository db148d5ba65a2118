package chainrule.cli.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path folder;
  private Path installed;

  @BeforeEach
  void add() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, "parts");
    manifest.getMainAttributes().put(Attributes.Name.SEALED, "true");
    Attributes onePackage = new Attributes();
    onePackage.put(Attributes.Name.SEALED, "true");
    manifest.getEntries().put("some/parts/", onePackage);
    Path jar = folder.resolve("parts.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name :
          List.of(
              "some/parts/list.txt",
              "ai/onnxruntime/native/linux-x64/libparts.so",
              "ai/onnxruntime/native/linux-x64/debug/libparts.so",
              "ai/onnxruntime/native/osx-aarch64/libparts.dylib")) {
        out.putNextEntry(new JarEntry(name));
        out.write(name.getBytes());
      }
    }
    installed = Files.createDirectory(folder.resolve("lib"));
    new Library(installed, "linux-x64", TIME).add(jar);
  }

  @Test
  void packagesAreUnsealedAndTheRestOfTheManifestStays() throws IOException {
    try (JarFile jar = new JarFile(installed.resolve("parts.jar").toFile())) {
      Manifest manifest = jar.getManifest();
      assertEquals(
          "parts", manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_TITLE));
      assertFalse(manifest.getMainAttributes().containsKey(Attributes.Name.SEALED));
      assertFalse(manifest.getAttributes("some/parts/").containsKey(Attributes.Name.SEALED));
    }
  }

  @Test
  void thisPlatformsNativeLibrariesLieBesideTheJarAndNoneInIt() throws IOException {
    try (Stream<Path> files = Files.list(installed)) {
      assertEquals(
          List.of("libparts.so", "parts.jar"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    try (JarFile jar = new JarFile(installed.resolve("parts.jar").toFile())) {
      assertEquals(
          List.of("META-INF/MANIFEST.MF", "some/parts/list.txt"),
          jar.stream().map(JarEntry::getName).sorted().toList());
    }
  }

  @Test
  void jarsAreDatedAsAnArchiveDatesThem() throws IOException {
    assertEquals(TIME, Files.getLastModifiedTime(installed.resolve("parts.jar")));
  }
}
