package chainrule.train.checkpoint;

import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The states of a run from which it can be resumed: a file for each, named by its step. Saving one
/// never touches those before it until it is whole; a damaged one, as its [Seal] tells, is passed
/// over.
///
/// @param folder in which they lie
public record States(Path folder) {
  private static final Pattern NAME = Pattern.compile("step-(\\d{9})\\.safetensors");

  /// A state that was found whole.
  public record Found(long step, Safetensors content) {}

  /// Saves a state and then forgets the oldest, so that `keep` are left, and those of later steps:
  /// they were passed over, and the training has come here again.
  public void save(long step, Safetensors content, int keep) throws IOException {
    Files.createDirectories(folder);
    try (AtomicFile file = AtomicFile.create(file(step))) {
      new SafetensorsWriter().writeSealed(content, file.sink());
      file.commit();
    }
    int kept = 0;
    for (Path file : newestFirst()) {
      if (step(file) > step || kept == keep) {
        Files.deleteIfExists(file);
      } else {
        kept++;
      }
    }
  }

  /// The steps whose states there are, the newest first, whole or not.
  public List<Long> steps() throws IOException {
    return newestFirst().stream().map(States::step).toList();
  }

  /// The newest state that is whole.
  ///
  /// @param passedOver told of each newer one that is not
  public Optional<Found> newest(Consumer<MalformedInput> passedOver) throws IOException {
    for (Path file : newestFirst()) {
      try {
        return Optional.of(new Found(step(file), SafetensorsReader.readSealed(Input.file(file))));
      } catch (MalformedInput e) {
        passedOver.accept(e);
      }
    }
    return Optional.empty();
  }

  private Path file(long step) {
    return folder.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
  }

  private static long step(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  private List<Path> newestFirst() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> step(file) >= 0).forEach(files::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    files.sort(Comparator.comparingLong(States::step).reversed());
    return files;
  }
}
