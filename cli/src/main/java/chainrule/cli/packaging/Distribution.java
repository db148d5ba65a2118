package chainrule.cli.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Assembles the installed folder, which is also what the archive holds: `bin`, `lib`,
/// `completions` and `man`. Run by the build once our own jars are there, on the class path of the
/// module.
public final class Distribution {
  private final Path checkout;
  private final Path folder;

  private Distribution(Path checkout, Path folder) {
    this.checkout = checkout;
    this.folder = folder;
  }

  /// @param arguments the checkout, the folder to make, our own jar, the platform as ONNX Runtime
  ///   names it, the date of the jars, and when the build began
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path checkout = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Distribution distribution = new Distribution(checkout, folder);
    distribution.clear();
    distribution.addLibraries(
        Path.of(arguments[2]), arguments[3], FileTime.from(Instant.parse(arguments[4])));
    distribution.addFiles();
    ManPages.write(folder.resolve("man/man1"), arguments[4].substring(0, 10));
    distribution.start("--version");
    distribution.start("help");
    distribution.stamp(FileTime.from(Instant.parse(arguments[5])));
  }

  private void clear() throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    for (String name : List.of("bin", "lib", "completions", "man/man1")) {
      Files.createDirectories(folder.resolve(name));
    }
  }

  private void addLibraries(Path ownJar, String platform, FileTime time) throws IOException {
    Library library = new Library(folder.resolve("lib"), platform, time);
    List<String> names = new ArrayList<>();
    library.add(ownJar);
    names.add(ownJar.getFileName().toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        library.add(Path.of(entry));
        names.add(Path.of(entry).getFileName().toString());
      }
    }
    StartJar.write(folder.resolve("lib/chainrule.jar"), names, time);
  }

  private void addFiles() throws IOException {
    Path launcher = folder.resolve("bin/chainrule");
    Files.copy(checkout.resolve("bin/chainrule"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException(launcher + ": cannot be made executable");
    }
    copyIfThere("README.md");
    for (String shell : List.of("bash", "zsh", "fish")) {
      copyIfThere("completions/chainrule." + shell);
    }
  }

  private void copyIfThere(String name) throws IOException {
    if (Files.exists(checkout.resolve(name))) {
      Files.copy(checkout.resolve(name), folder.resolve(name));
    }
  }

  /// The first start makes an AOT cache for the Java that it runs on, which is this one: one for
  /// the program itself, one for its commands.
  private void start(String argument) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(folder.resolve("bin/chainrule").toString(), argument);
    Map<String, String> environment = builder.environment();
    environment.put("CHAINRULE_JAVA_HOME", System.getProperty("java.home"));
    environment.remove("CHAINRULE_JAVA_OPTS");
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(folder + ": the launcher does not start");
    }
  }

  /// What the launcher compares the sources with; as old as the build's beginning, so that what was
  /// changed while it ran counts as newer.
  private void stamp(FileTime begin) throws IOException {
    Path stamp = folder.resolveSibling("built");
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, begin);
  }
}
