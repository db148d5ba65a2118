package chainrule.train.ngram;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Json.Items;
import chainrule.tokenize.io.Json.Members;
import chainrule.tokenize.io.Json.Numeral;
import chainrule.tokenize.io.Json.Text;
import chainrule.tokenize.io.Json.Truth;
import chainrule.tokenize.io.JsonWriter;
import chainrule.tokenize.io.MalformedInput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The first block of a binary model: eight bytes that name the format, its version, the length of
/// a JSON object, that object, and the checksum of all this. The object tells where all else is.
///
/// @param length of the file in bytes
/// @param dataBlocks before the checksums
/// @param root checksum of the last block
/// @param words how many there are
/// @param parts where words, their index and the unigrams begin, in bytes
/// @param tables of orders 2, 3, …
/// @param closed whether the context of every n-gram is an n-gram, too
/// @param origin how the model was made
record BinaryHeader(
    long length,
    long dataBlocks,
    int root,
    int words,
    List<Long> counts,
    Parts parts,
    List<Table> tables,
    boolean closed,
    Map<String, String> origin) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'G', 'R', 'A', 'M', '\r', '\n'};
  static final int VERSION = 1;

  private static final int TEXT = MAGIC.length + 8;
  private static final int LONGEST_VALUE = 1000; // so that the block never runs over
  private static final String HINT = "make or fetch the model again";

  /// @param index the hash table of the words
  record Parts(long words, long index, long unigrams) {}

  /// @param codes how many backoffs are listed at codesAt
  record Table(TableShape shape, long at, int codes, long codesAt) {}

  int order() {
    return counts.size();
  }

  static boolean isBinary(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /// The whole block.
  byte[] write() {
    byte[] text = JsonWriter.line(json()).getBytes(StandardCharsets.UTF_8);
    if (TEXT + text.length + 4 > CheckedBlocks.BLOCK) {
      throw new IllegalStateException("header of " + text.length + " bytes");
    }
    byte[] block = new byte[CheckedBlocks.BLOCK];
    MemorySegment segment = MemorySegment.ofArray(block);
    System.arraycopy(MAGIC, 0, block, 0, MAGIC.length);
    segment.set(Section.INT, MAGIC.length, VERSION);
    segment.set(Section.INT, MAGIC.length + 4, text.length);
    System.arraycopy(text, 0, block, TEXT, text.length);
    segment.set(Section.INT, BLOCK_CHECKSUM, blockChecksum(segment));
    return block;
  }

  private static final int BLOCK_CHECKSUM = CheckedBlocks.BLOCK - 4;

  private static int blockChecksum(MemorySegment block) {
    return CheckedBlocks.checksum(block.asSlice(0, BLOCK_CHECKSUM).asByteBuffer());
  }

  private Json json() {
    Members origins = Json.object();
    for (var entry : origin.entrySet()) {
      String value = entry.getValue();
      boolean isLong = value.length() > LONGEST_VALUE;
      origins =
          origins.with(
              entry.getKey(), Json.of(isLong ? value.substring(0, LONGEST_VALUE) + "…" : value));
    }
    return Json.object()
        .with("length", Json.of(length))
        .with("data_blocks", Json.of(dataBlocks))
        .with("checksum", Json.of(root))
        .with("counts", Json.of(counts.stream().map(Json::of).toList()))
        .with("words", Json.of(words))
        .with("words_at", Json.of(parts.words))
        .with("index_at", Json.of(parts.index))
        .with("unigrams_at", Json.of(parts.unigrams))
        .with("tables", Json.of(tables.stream().map(BinaryHeader::json).toList()))
        .with("closed", Json.of(closed))
        .with("origin", origins);
  }

  private static Json json(Table table) {
    return Json.object()
        .with("regions", Json.of(table.shape.regions()))
        .with("word_bits", Json.of(table.shape.wordBits()))
        .with("parent_bits", Json.of(table.shape.parentBits()))
        .with("backoff_bits", Json.of(table.shape.backoffBits()))
        .with("at", Json.of(table.at))
        .with("backoffs", Json.of(table.codes))
        .with("backoffs_at", Json.of(table.codesAt));
  }

  /// @param name of the file, for messages
  /// @param file of at least a block
  static BinaryHeader read(String name, MemorySegment file) {
    if (file.byteSize() < CheckedBlocks.BLOCK) {
      throw cut(name, file.byteSize(), CheckedBlocks.BLOCK);
    }
    int version = file.get(Section.INT, MAGIC.length);
    MemorySegment block = file.asSlice(0, CheckedBlocks.BLOCK);
    if (block.get(Section.INT, BLOCK_CHECKSUM) != blockChecksum(block)) {
      throw MalformedInput.atByte(name, 0, "the model's header is damaged", HINT);
    }
    if (version != VERSION) {
      throw MalformedInput.atByte(
          name,
          MAGIC.length,
          "the model has format version " + version + ", this program reads version " + VERSION,
          "use the program that wrote it, or make the model again");
    }
    int length = file.get(Section.INT, MAGIC.length + 4);
    byte[] text = file.asSlice(TEXT, length).toArray(ValueLayout.JAVA_BYTE);
    BinaryHeader header =
        parse((Members) HeaderJson.read(new String(text, StandardCharsets.UTF_8)));
    if (header.length != file.byteSize()) {
      throw cut(name, file.byteSize(), header.length);
    }
    return header;
  }

  private static MalformedInput cut(String name, long is, long should) {
    return new MalformedInput(
        name,
        "",
        is < should
            ? "is cut short: it has " + is + " bytes of " + should
            : "has " + is + " bytes where its header says " + should,
        HINT);
  }

  private static BinaryHeader parse(Members json) {
    List<Long> counts = new ArrayList<>();
    for (Json count : ((Items) json.members().get("counts")).items()) {
      counts.add(((Numeral) count).integer());
    }
    List<Table> tables = new ArrayList<>();
    for (Json table : ((Items) json.members().get("tables")).items()) {
      tables.add(table((Members) table, tables.size() + 2));
    }
    Map<String, String> origin = new LinkedHashMap<>();
    ((Members) json.members().get("origin"))
        .members()
        .forEach((key, value) -> origin.put(key, ((Text) value).value()));
    return new BinaryHeader(
        number(json, "length"),
        number(json, "data_blocks"),
        (int) number(json, "checksum"),
        (int) number(json, "words"),
        counts,
        new Parts(number(json, "words_at"), number(json, "index_at"), number(json, "unigrams_at")),
        tables,
        ((Truth) json.members().get("closed")).value(),
        origin);
  }

  private static Table table(Members json, int order) {
    TableShape shape =
        new TableShape(
            order,
            number(json, "regions"),
            (int) number(json, "word_bits"),
            (int) number(json, "parent_bits"),
            (int) number(json, "backoff_bits"));
    return new Table(
        shape, number(json, "at"), (int) number(json, "backoffs"), number(json, "backoffs_at"));
  }

  private static long number(Members json, String name) {
    return ((Numeral) json.members().get(name)).integer();
  }
}
