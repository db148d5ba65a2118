package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.TempFolder;
import chainrule.tokenize.stream.EncodedBlock;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.ngram.ModelSource;
import chainrule.train.ngram.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/// Estimates n-gram models: give it texts, then ask for the model, or for counts or tables instead.
/// Works in memory where the text's data fits ([SortedEstimation]), else on disk
/// ([DiskEstimation]); the model is the same to the bit. The model needs the estimator until it has
/// been written.
public final class Estimator implements AutoCloseable {
  /// What a model's origin calls the size of the text.
  public static final String TOKENS = "tokens";

  private static final int BYTES_A_TOKEN = 12; // the text, its order, and each place's successor

  private Settings settings;
  private final WordLimits limits;
  private final boolean markers;
  private final Resources resources;
  private final TempFolder temporary;
  private final TokenSpool spool;
  private final CRC32C fingerprint = new CRC32C();
  private final List<String> sources = new ArrayList<>(); // of all that was read
  private WordTable table = new WordTable();
  private TextReader reader; // null until needed
  private CountsReader counts; // null unless counts are merged
  private Vocabulary vocabulary; // these three once all is read
  private Pruning pruning;
  private int[] replace; // other ids for the text's words; empty: they stay

  /// @param markers whether sentences' begins and ends are words of the model
  public Estimator(Settings settings, WordLimits limits, boolean markers, Resources resources) {
    this.settings = settings;
    this.limits = limits;
    this.markers = markers;
    this.resources = resources;
    this.temporary =
        new TempFolder(
            resources.temporary(), "name another folder with --temp-dir, or give more --memory");
    this.spool = new TokenSpool(temporary, resources.memory() / BYTES_A_TOKEN);
    for (String word : Special.WORDS) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      byte[] padded = Arrays.copyOf(bytes, bytes.length + TextBlock.SPARE);
      table.add(padded, 0, bytes.length, WordTable.hash(padded, 0, bytes.length));
    }
  }

  /// Reads text: words between blanks, one sentence a line. A last line without an end is one, too.
  /// The rules hold for all texts.
  ///
  /// @param source for messages
  public void read(String source, InputStream in, SpecialWords specialWords, InvalidText invalid)
      throws IOException {
    sources.add(source);
    if (reader == null) {
      reader =
          new TextReader(
              table, specialWords, invalid, fingerprint, resources.parallel(), resources.warn());
    }
    reader.read(source, in, spool);
  }

  /// Reads tokens: the words are their pieces, where the tokenizer is known, else their numbers; a
  /// document is a sentence.
  public void read(
      String source, TokenReader tokens, Optional<Tokenizer> tokenizer, SpecialWords specialWords)
      throws IOException {
    words(source, tokenizer, specialWords).read(tokens);
  }

  /// Reads a text as a tokenizer's tokens: the words are their pieces, a document is a sentence.
  ///
  /// @param progress told the bytes that were read
  public void read(
      Input text,
      Tokenizer tokenizer,
      TextTokens.Settings settings,
      SpecialWords specialWords,
      LongConsumer progress)
      throws IOException {
    TokenWords words = words(text.name(), Optional.of(tokenizer), specialWords);
    Consumer<EncodedBlock> each =
        block -> {
          try {
            words.add(block);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try {
      new TextTokens(tokenizer, settings).run(List.of(text), resources.parallel(), each, progress);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private TokenWords words(
      String source, Optional<Tokenizer> tokenizer, SpecialWords specialWords) {
    sources.add(source);
    return new TokenWords(
        source, tokenizer, specialWords, table, fingerprint, resources.warn(), spool);
  }

  /// Reads counts that [#writeCounts] wrote, instead of text: all together are as one run over all
  /// their texts.
  public void readCounts(String source, InputStream in) throws IOException {
    sources.add(source);
    if (counts == null) {
      counts = new CountsReader(table, temporary);
    }
    counts.read(source, in);
  }

  /// The longest n-grams of what is made.
  public int order() {
    return settings.order();
  }

  /// The longest n-grams of the counts that were read.
  public int countsOrder() {
    return counts == null ? 0 : counts.order();
  }

  /// Estimates the model, once, after all texts.
  ///
  /// @param made what the model says of how it was made; the data's size and fingerprint are added
  public ModelSource estimate(Map<String, String> made) throws IOException {
    Map<String, String> origin = new LinkedHashMap<>(made);
    if (counts == null) {
      origin.put(TOKENS, String.valueOf(spool.size() - 1));
      origin.put("data", String.format("crc32c:%08x", fingerprint.getValue()));
    }
    prepare();
    if (counts == null && fits(spool.size(), vocabulary.size())) {
      if (replace.length > 0) {
        spool.replace(replace);
        replace = new int[0];
      }
      int size = (int) spool.size();
      Corpus corpus = new Corpus(spool.take(), size, vocabulary, markers);
      Optional<SortedModel> model =
          new SortedEstimation(corpus, settings, pruning, resources.parallel(), resources.warn())
              .estimate(origin, resources.memory());
      if (model.isPresent()) {
        return model.get();
      }
      spool.takeBack(corpus.text());
    }
    return onDisk(origin, ContextListener.NONE);
  }

  /// Writes how often each n-gram occurs, instead of a model.
  public void writeCounts(OutputStream out) throws IOException {
    prepare();
    int order = settings.order();
    try (NgramScan scan =
            new NgramScan(temporary, order, vocabulary.size(), markers, false, pruning);
        Records grams = grams()) {
      scan.scan(grams);
      new CountsWriter(out, vocabulary).write(scan, order, markers);
    }
  }

  /// Writes the tables of conditional probabilities of all orders as CSV, instead of a model.
  public void writeTable(OutputStream out) throws IOException {
    prepare();
    Table table = new Table(out, vocabulary);
    onDisk(Map.of(), table);
    table.finish();
  }

  private void prepare() throws IOException {
    if (counts != null) {
      if (limits.makeUnknown()) {
        throw new BadSetting(
            "merged counts cannot be counted again with other words as <unk>",
            "use --vocab-cutoff and --unk when the shards are counted");
      }
      if (counts.order() > 0 && counts.hasMarkers() != markers) {
        throw new BadSetting(
            sources()
                + ": counts were made %s sentence markers".formatted(markers ? "without" : "with"),
            (markers ? "merge them with" : "leave out") + " --no-markers");
      }
      settings = settings.withOrder(Math.min(settings.order(), Math.max(1, counts.order())));
    } else if (spool.size() == 1) {
      throw new MalformedInput(sources(), "", "there is no text to count", "");
    }
    replace = limits.makeUnknown() ? replacements() : new int[0];
    vocabulary = table.toVocabulary(id -> replace.length == 0 || id == 0 || replace[id] != 0);
    table = null; // their memory is wanted
    reader = null;
    long[] thresholds = Pruning.thresholds(settings.thresholds(), settings.order());
    pruning = new Pruning(thresholds, limits.kept(vocabulary));
  }

  /// How messages about all of the input call it.
  private String sources() {
    return sources.size() == 1 ? sources.getFirst() : "the " + sources.size() + " inputs";
  }

  private int[] replacements() throws IOException {
    Vocabulary words = table.toVocabulary(_ -> true);
    return limits.replacements(words, spool.frequencies(words.size()));
  }

  private ModelSource onDisk(Map<String, String> origin, ContextListener listener)
      throws IOException {
    try (Records grams = grams()) {
      return new DiskEstimation(temporary, vocabulary, markers, settings, pruning, resources)
          .estimate(grams, origin, listener);
    }
  }

  /// All N-grams with their counts, in suffix order.
  private Records grams() throws IOException {
    int order = settings.order();
    if (counts != null) {
      return counts.grams(sources(), order, vocabulary.size(), resources.memory());
    }
    List<RecordFile> runs =
        new TextRuns(temporary, order, vocabulary.size(), markers, resources.parallel())
            .count(spool.toFile(), replace, resources.memory());
    spool.close();
    return RecordSorter.merge(runs, NgramRecords.suffixOrder(order));
  }

  /// Whether all can be done in memory, as far as is known before sorting.
  private boolean fits(long tokens, int words) {
    long marks = 2L * settings.order() * Marks.memory(tokens);
    long heads = 4L * words * resources.parallel().threads();
    return spool.inMemory() && BYTES_A_TOKEN * tokens + marks + heads <= resources.memory();
  }

  /// For a process that is about to end, from any thread: what is still at work then fails.
  public void removeTemporaryFiles() {
    temporary.close();
  }

  @Override
  public void close() throws IOException {
    if (counts != null) {
      counts.close();
    }
    spool.close();
    temporary.close();
  }
}
