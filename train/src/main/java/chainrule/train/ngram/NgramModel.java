package chainrule.train.ngram;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// An n-gram model ready to be asked: mapped from a binary file in constant time, or built in
/// memory. Threads share it; it is closed when no thread uses it any more. [NgramScorer] scores
/// text with it.
public final class NgramModel implements AutoCloseable {
  private final Arena arena;
  private final List<Long> counts;
  private final Map<String, String> origin;
  private final WordIndex words;
  private final Unigrams unigrams;
  private final List<NgramTable> tables; // of orders 2, 3, …
  private final boolean closed;
  private final CheckedBlocks blocks;
  private Followers followers; // null until then

  private NgramModel(
      Arena arena,
      List<Long> counts,
      Map<String, String> origin,
      WordIndex words,
      Unigrams unigrams,
      List<NgramTable> tables,
      boolean closed,
      CheckedBlocks blocks) {
    this.arena = arena;
    this.counts = List.copyOf(counts);
    this.origin = origin;
    this.words = words;
    this.unigrams = unigrams;
    this.tables = List.copyOf(tables);
    this.closed = closed;
    this.blocks = blocks;
  }

  /// Whether a file that begins like this is a binary model.
  public static boolean isBinary(byte[] head) {
    return BinaryHeader.isBinary(head);
  }

  /// Maps a binary model.
  public static NgramModel map(Input input) throws IOException {
    if (!input.isPlainFile()) {
      throw new MalformedInput(
          input.name(),
          "",
          "a binary model is mapped into memory and must be an uncompressed file",
          "decompress it into a file first");
    }
    Arena arena = Arena.ofShared();
    try (FileChannel channel = input.channel()) {
      MemorySegment file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return map(input.name(), file, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static NgramModel map(String name, MemorySegment file, Arena arena) {
    BinaryHeader header = BinaryHeader.read(name, file);
    CheckedBlocks blocks = new CheckedBlocks(name, file, header.dataBlocks(), header.root());
    int size = header.words();
    BinaryHeader.Parts parts = header.parts();
    WordIndex words =
        new WordIndex(
            size,
            section(file, blocks, parts.words(), parts.index() - parts.words()), // its neighbour
            section(file, blocks, parts.index(), WordIndex.tableSize(size)),
            WordIndex.slotsFor(size));
    List<NgramTable> tables = new ArrayList<>();
    for (BinaryHeader.Table table : header.tables()) {
      Section list = section(file, blocks, table.codesAt());
      list.check(0, Math.max(1, 4L * table.codes()));
      BackoffCodes codes = BackoffCodes.read(list.bytes(), table.codes());
      tables.add(new NgramTable(table.shape(), codes, section(file, blocks, table.at())));
    }
    return new NgramModel(
        arena,
        header.counts(),
        header.origin(),
        words,
        new Unigrams(size, section(file, blocks, parts.unigrams(), Unigrams.size(size))),
        tables,
        header.closed(),
        blocks);
  }

  private static Section section(MemorySegment file, CheckedBlocks blocks, long at) {
    return section(file, blocks, at, file.byteSize() - at);
  }

  private static Section section(MemorySegment file, CheckedBlocks blocks, long at, long size) {
    return new Section(file.asSlice(at, size), blocks, at >>> CheckedBlocks.SHIFT);
  }

  /// Builds a model in memory.
  ///
  /// @param doubtful whether the source may lack the contexts of its n-grams
  /// @throws NotClosed where the source lacks suffixes
  /// @throws DuplicateNgram where it lists an n-gram twice
  static NgramModel build(ModelSource source, Parallel parallel, boolean doubtful) {
    Arena arena = Arena.ofShared();
    try {
      ModelBuilder.Built built =
          new ModelBuilder(source, parallel, new MemoryStorage(arena), arena, doubtful).build();
      int size = built.vocabulary().size();
      WordIndex words =
          new WordIndex(
              size,
              built.words().section(arena),
              built.wordTable().section(arena),
              WordIndex.slotsFor(size));
      List<NgramTable> tables = new ArrayList<>();
      for (int i = 0; i < built.shapes().size(); i++) {
        BackoffCodes codes =
            i < built.codes().size() ? built.codes().get(i) : new BackoffCodes(new int[0]);
        Section section = built.tableParts().get(i).section(arena);
        tables.add(new NgramTable(built.shapes().get(i), codes, section));
      }
      return new NgramModel(
          arena,
          LongStream.rangeClosed(1, source.order()).mapToObj(n -> source.count((int) n)).toList(),
          source.origin(),
          words,
          new Unigrams(size, built.unigrams().section(arena)),
          tables,
          built.closed(),
          CheckedBlocks.trusted(0));
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// Reads everything and compares it with its checksums.
  public void verify() {
    blocks.checkAll();
  }

  public int order() {
    return counts.size();
  }

  /// How many n-grams of order n there are.
  public long count(int n) {
    return counts.get(n - 1);
  }

  /// How the model was made.
  public Map<String, String> origin() {
    return origin;
  }

  /// The id of `<unk>`.
  int unknown() {
    int id = words.find(Vocabulary.UNKNOWN);
    return id == WordIndex.ABSENT ? words.find(Vocabulary.UNKNOWN_SHOUTED) : id;
  }

  /// Whether the model itself says how probable an unknown word is; else it is as good as
  /// impossible.
  public boolean foretellsUnknown() {
    return !Blank.is(Unigrams.backoff(unigrams.entry(unknown())));
  }

  /// The id of `<s>`.
  int begin() {
    return words.find(Vocabulary.BEGIN);
  }

  /// The id of `</s>`.
  int end() {
    return words.find(Vocabulary.END);
  }

  WordIndex words() {
    return words;
  }

  Unigrams unigrams() {
    return unigrams;
  }

  /// Whether the context of every n-gram is an n-gram of the model, too.
  boolean isClosed() {
    return closed;
  }

  /// Of orders 2, 3, …
  List<NgramTable> tables() {
    return tables;
  }

  /// Made when they are first asked for.
  synchronized Followers followers() {
    if (followers == null) {
      followers = Followers.of(tables, words.size());
    }
    return followers;
  }

  @Override
  public void close() {
    arena.close();
  }
}
