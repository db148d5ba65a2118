package chainrule.train.ngram;

import chainrule.tokenize.io.Parallel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Lays a model out as a binary one, order by order: each order's n-grams are looked up in the
/// table below, scrambled, brought into the order of their keys and packed. The bytes depend on the
/// n-grams only, neither on their order in the source nor on threads.
final class ModelBuilder {
  private static final double LOAD = 0.88;

  private final ModelSource source;
  private final Parallel parallel;
  private final Storage storage;
  private final Arena arena;
  private final boolean doubtful;
  private final List<NgramTable> tables = new ArrayList<>();
  private final List<Storage.Part> tableParts = new ArrayList<>();
  private final List<BackoffCodes> codes = new ArrayList<>();
  private final List<Storage.Part> codeParts = new ArrayList<>();
  private boolean closed = true;

  /// What was built.
  ///
  /// @param closed whether the context of every n-gram is an n-gram, too
  record Built(
      Vocabulary vocabulary,
      Storage.Part words,
      Storage.Part wordTable,
      Storage.Part unigrams,
      List<Storage.Part> codeParts,
      List<BackoffCodes> codes,
      List<Storage.Part> tableParts,
      List<TableShape> shapes,
      boolean closed) {}

  /// @param arena for what is mapped while building
  /// @param doubtful whether the source may lack the contexts of its n-grams
  ModelBuilder(
      ModelSource source, Parallel parallel, Storage storage, Arena arena, boolean doubtful) {
    this.source = source;
    this.parallel = parallel;
    this.storage = storage;
    this.arena = arena;
    this.doubtful = doubtful;
  }

  /// @throws NotClosed where the source lacks suffixes
  /// @throws DuplicateNgram where it lists an n-gram twice
  Built build() {
    long[] unigrams = unigrams(source.blocks(1));
    Vocabulary vocabulary = source.vocabulary();
    List<Storage.Part> words = words(vocabulary);
    Storage.Part unigramPart = storage.part(Unigrams.size(vocabulary.size()));
    long slotsBelow = vocabulary.size();
    SlotSet contexts = new SlotSet(slotsBelow);
    SlotSet extendedWords = new SlotSet(slotsBelow);
    for (int n = 2; n <= source.order(); n++) {
      SlotSet extended = n == 2 ? extendedWords : new SlotSet(slotsBelow);
      build(n, slotsBelow, extended, contexts);
      if (n > 2) {
        ExtendedMarks.write(tables.get(n - 3).shape(), tableParts.get(n - 3), extended);
      }
      slotsBelow = tables.getLast().shape().slots();
    }
    unigramPart.write(0, Unigrams.pack(unigrams, extendedWords, contexts));
    List<TableShape> shapes = tables.stream().map(NgramTable::shape).toList();
    return new Built(
        vocabulary,
        words.getFirst(),
        words.getLast(),
        unigramPart,
        codeParts,
        codes,
        tableParts,
        shapes,
        closed);
  }

  /// The words and the table that finds them.
  private List<Storage.Part> words(Vocabulary vocabulary) {
    MemorySegment[] sections = new MemorySegment[2];
    parallel.run(
        sections.length,
        i ->
            sections[i] = i == 0 ? WordSections.words(vocabulary) : WordSections.table(vocabulary));
    return List.of(part(sections[0]), part(sections[1]));
  }

  private Storage.Part part(MemorySegment bytes) {
    Storage.Part part = storage.part(bytes.byteSize());
    part.write(0, bytes);
    return part;
  }

  private long[] unigrams(Iterator<NgramBlock> blocks) {
    List<Unpacked> all = new ArrayList<>();
    parallel.ordered(blocks, block -> Unpacked.of(block, 1), all::add);
    return Unigrams.entries(source.vocabulary().size(), all);
  }

  private void build(int n, long slotsBelow, SlotSet extended, SlotSet contexts) {
    int wordBits = TableShape.bitsFor(source.vocabulary().size());
    int parentBits = TableShape.bitsFor(slotsBelow);
    Scramble scramble = new Scramble(Math.max(2, wordBits + parentBits));
    long reserved = 24 * source.count(n) + (1L << 20);
    Records records = new Records(scramble.bits(), source.count(n), storage.scratch(reserved));
    BackoffCodes.Collector backoffs = new BackoffCodes.Collector();
    boolean highest = n == source.order();
    source.giveUpBelow(n); // in their place come the pages of the tables below
    List<NgramTable> below = List.copyOf(tables);
    parallel.ordered(
        source.blocks(n),
        block -> Located.of(block, n, below, wordBits, scramble, doubtful),
        located -> {
          located.into(records, extended, contexts, highest ? null : backoffs);
          closed &= located.closed();
        });
    BackoffCodes ours = highest ? new BackoffCodes(new int[0]) : backoffs.codes();
    if (!highest) {
      codeParts.add(part(ours.write()));
      codes.add(ours);
    }
    TableShape shape =
        TableShape.of(n, records.size(), wordBits, parentBits, highest ? 0 : ours.width(), LOAD);
    fill(shape, ours, records);
  }

  /// A table that proves too full is begun anew with a little more room.
  private void fill(TableShape wanted, BackoffCodes ours, Records records) {
    TableShape shape = wanted;
    Storage.Part part = null;
    while (part == null) {
      try {
        part = TableFiller.fill(shape, ours, records, storage, parallel);
      } catch (RegionFiller.Duplicate e) {
        long key = shape.scramble().undo(e.x);
        throw new DuplicateNgram(words(shape, key));
      }
      shape = part == null ? shape.withRegions(shape.regions() + 1 + shape.regions() / 32) : shape;
    }
    tableParts.add(part);
    tables.add(new NgramTable(shape, ours, part.section(arena)));
  }

  private int[] words(TableShape shape, long key) {
    int[] words = new int[shape.order()];
    words[0] = (int) (key & (1L << shape.wordBits()) - 1);
    long slot = key >>> shape.wordBits();
    for (int i = 1; i < words.length - 1; i++) {
      NgramTable table = tables.get(words.length - i - 2);
      long suffix = table.key(slot);
      words[i] = table.word(suffix);
      slot = table.suffix(suffix);
    }
    words[words.length - 1] = (int) slot;
    return words;
  }
}
