package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.InvalidText;
import chainrule.train.ngram.ArpaWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Estimates models of small texts for tests.
///
/// @param memory little of it makes the disk do the work
record Estimates(
    Settings settings,
    WordLimits limits,
    boolean markers,
    long memory,
    int threads,
    Path folder,
    List<String> warnings) {
  static final long PLENTY = 1L << 30;
  static final long NONE = 1;

  static Estimates of(int order, Path folder) {
    Settings settings =
        new Settings(order, new Smoothing.KneserNey(), List.of(), Optional.empty(), true);
    return new Estimates(settings, WordLimits.NONE, true, PLENTY, 2, folder, new ArrayList<>());
  }

  Estimates with(Smoothing smoothing) {
    return with(
        new Settings(
            settings.order(),
            smoothing,
            settings.thresholds(),
            settings.fallback(),
            settings.interpolateUnigrams()));
  }

  Estimates pruned(Long... thresholds) {
    return with(
        new Settings(
            settings.order(),
            settings.smoothing(),
            List.of(thresholds),
            settings.fallback(),
            settings.interpolateUnigrams()));
  }

  Estimates withFallback() {
    return with(
        new Settings(
            settings.order(),
            settings.smoothing(),
            settings.thresholds(),
            Optional.of(Discounts.FALLBACK),
            settings.interpolateUnigrams()));
  }

  Estimates with(Settings other) {
    return new Estimates(other, limits, markers, memory, threads, folder, warnings);
  }

  Estimates with(WordLimits other) {
    return new Estimates(settings, other, markers, memory, threads, folder, warnings);
  }

  Estimates withoutMarkers() {
    return new Estimates(settings, limits, false, memory, threads, folder, warnings);
  }

  Estimates with(long otherMemory, int otherThreads) {
    return new Estimates(settings, limits, markers, otherMemory, otherThreads, folder, warnings);
  }

  /// The model as ARPA text.
  String arpa(String... texts) {
    return make(
        (estimator, parallel, out) ->
            new ArpaWriter(out, parallel).write(estimator.estimate(Map.of())),
        texts);
  }

  String counts(String... texts) {
    return make((estimator, _, out) -> estimator.writeCounts(out), texts);
  }

  String table(String... texts) {
    return make((estimator, _, out) -> estimator.writeTable(out), texts);
  }

  /// What to make of an estimator that has read its texts.
  interface Product {
    void write(Estimator estimator, Parallel parallel, ByteArrayOutputStream out)
        throws IOException;
  }

  String make(Product product, String... texts) {
    return make(
        (estimator, text) ->
            estimator.read("text", stream(text), SpecialWords.REFUSE, InvalidText.ERROR),
        product,
        texts);
  }

  /// From counts instead of texts.
  String merge(Product product, String... counts) {
    return make(
        (estimator, count) -> estimator.readCounts("counts", stream(count)), product, counts);
  }

  static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  interface Reading {
    void read(Estimator estimator, String text) throws IOException;
  }

  private String make(Reading reading, Product product, String... texts) {
    try (Parallel parallel = new Parallel(threads);
        Estimator estimator =
            new Estimator(
                settings,
                limits,
                markers,
                new Resources(parallel, memory, folder, warnings::add))) {
      for (String text : texts) {
        reading.read(estimator, text);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      product.write(estimator, parallel, out);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
