import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Builds a source checkout for its launcher, which found that something is missing or stale. Of
/// several that are started together one builds and the others wait: the lock is the system's, so
/// that it goes with a process that is killed. Run as a source file; says what it does on standard
/// output.
final class Build {
  private static final int UNAVAILABLE = 69;
  private static final int SOFTWARE = 70;
  private static final int CANNOT_CREATE = 73;

  private static final int MOST_SHOWN = 20;

  private final Path checkout;
  private final Path target;

  private Build(Path checkout) {
    this.checkout = checkout;
    this.target = checkout.resolve("cli/target");
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(new Build(Path.of(arguments[0]).toRealPath()).run());
  }

  private int run() throws IOException, InterruptedException {
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      say(
          "not built yet, and "
              + target
              + " cannot be written; build it as the owner of the files");
      return CANNOT_CREATE;
    }
    try (FileChannel channel =
        FileChannel.open(
            target.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        say("waiting for the build that another start has begun");
        lock = channel.lock();
      }
      return isFresh() ? 0 : build();
    }
  }

  /// Whether a build came between the launcher's look and our lock.
  private boolean isFresh() throws IOException {
    Path stamp = target.resolve("built");
    if (!Files.exists(stamp)) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(stamp);
    List<Path> roots = new ArrayList<>();
    roots.add(checkout.resolve("pom.xml"));
    roots.add(checkout.resolve("bin"));
    roots.add(checkout.resolve("completions"));
    for (String module : List.of("tokenize", "train", "export", "cli")) {
      roots.add(checkout.resolve(module, "pom.xml"));
      roots.add(checkout.resolve(module, "src/main"));
    }
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.toList()) {
          if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private int build() throws IOException, InterruptedException {
    Path maven = findMaven();
    if (maven == null) {
      say(
          "must be built first, and there is no mvn on the PATH; install Apache Maven 3.8 or"
              + " newer");
      return UNAVAILABLE;
    }
    Path log = target.resolve("build.log");
    say("building, because sources are newer than what is built; details in " + log);
    Process process = start(maven);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    List<String> errors = new ArrayList<>();
    boolean explained = false; // what follows is about Maven
    try (BufferedReader lines = process.inputReader();
        PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.println(line);
        if (line.startsWith("[INFO] Building Chainrule")) {
          say(line.substring("[INFO] ".length()).strip().replaceAll(" +", " "));
        } else if (!line.startsWith("[INFO]") && !line.startsWith("    at ") && !explained) {
          errors.add(line);
        }
        explained |= line.contains("[Help 1]");
      }
    }
    if (process.waitFor() == 0) {
      return 0;
    }
    errors.subList(Math.max(0, errors.size() - MOST_SHOWN), errors.size()).forEach(this::say);
    say("the build failed; all of it is in " + log);
    return SOFTWARE;
  }

  private Process start(Path maven) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                maven.toString(),
                "-B",
                "-ntp",
                "-Dstyle.color=never",
                "-Dmaven.test.skip=true",
                "-Dassembly.skipAssembly=true",
                "-Dformat.skip=true"));
    Path repository = Path.of(System.getProperty("user.home"), ".m2");
    if (!isWritable(repository)) {
      command.add("-Dmaven.repo.local=" + target.resolve("repository"));
    }
    command.add("package");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.directory(checkout.toFile()).redirectErrorStream(true).start();
  }

  private static boolean isWritable(Path folder) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.isWritable(existing);
  }

  /// On the PATH, or where systems and people put it; null where there is none.
  private static Path findMaven() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String name : List.of("MAVEN_HOME", "M2_HOME")) {
      if (System.getenv(name) != null) {
        folders.add(Path.of(System.getenv(name), "bin"));
      }
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    for (String folder :
        List.of("/usr/bin", "/usr/local/bin", "/usr/share/maven/bin", "/opt/homebrew/bin")) {
      folders.add(Path.of(folder));
    }
    folders.add(Path.of(System.getProperty("user.home"), ".sdkman/candidates/maven/current/bin"));
    for (Path root : List.of(Path.of("/opt"), Path.of("/usr/local"))) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> tools = Files.list(root)) {
          tools
              .filter(tool -> tool.getFileName().toString().matches(".*maven.*"))
              .forEach(tool -> folders.add(tool.resolve("bin")));
        }
      }
    }
    return folders.stream()
        .map(folder -> folder.resolve("mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private void say(String line) {
    System.out.println("chainrule: " + line);
  }
}
