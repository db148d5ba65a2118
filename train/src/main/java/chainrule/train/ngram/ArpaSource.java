package chainrule.train.ngram;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/// An ARPA file as a source of n-grams, read once from front to back. Words get ids in the order of
/// the 1-grams; `<unk>`, `<s>` and `</s>` that are not listed get ids after the last.
final class ArpaSource implements ModelSource, AutoCloseable {
  private static final String DATA = "\\data\\";
  private static final String END = "\\end\\";
  private static final int LONGEST_PREAMBLE = 10_000; // lines

  private final String name;
  private final ArpaLines lines;
  private final List<Long> counts = new ArrayList<>();
  private final Map<String, String> origin = new LinkedHashMap<>();
  private final List<ArpaLines.Chunk> unigrams = new ArrayList<>();
  private final Vocabulary vocabulary;
  private final WordIndex index;

  /// Reads up to and with the 1-grams.
  ///
  /// @param progress see [Input#open(LongConsumer)]
  ArpaSource(Input input, LongConsumer progress) throws IOException {
    this.name = input.name();
    InputStream in = input.open(progress);
    try {
      lines = new ArpaLines(in);
      preamble();
      header();
      section(1);
      long read = 0;
      ArpaLines.Chunk chunk = lines.chunk(NgramBlock.LARGEST);
      for (; chunk.count() > 0; chunk = nextChunk(1, read)) {
        unigrams.add(chunk);
        read += chunk.count();
      }
      checkCount(1, read);
      vocabulary = vocabularyOf(unigrams);
      index = indexOf(vocabulary);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private void preamble() throws IOException {
    String first = null;
    while (lines.number() < LONGEST_PREAMBLE) {
      String line = lines.next();
      first = first == null ? line : first;
      if (line == null) {
        break;
      }
      if (line.strip().equals(DATA)) {
        return;
      }
      int colon = line.indexOf(": ");
      if (line.startsWith("# ") && colon > 0) {
        origin.put(line.substring(2, colon), line.substring(colon + 2));
      }
    }
    throw new MalformedInput(
        name, "", "is not an ARPA file: no line says " + DATA, hintAboutOthers(first));
  }

  private static String hintAboutOthers(String first) {
    if (first == null) {
      return "it is empty";
    }
    if (first.startsWith("mmap lm http")) {
      return "it is KenLM's binary form, which KenLM alone can read; use the ARPA file it was made"
          + " of";
    }
    if (first.startsWith("blmt") || first.startsWith("iARPA")) {
      return "it is a form of IRSTLM's own; run compile-lm --text=yes on it first";
    }
    return "";
  }

  private void header() throws IOException {
    while (true) {
      long number = lines.number();
      String line = lines.next();
      if (line == null) {
        throw cut();
      }
      if (line.isBlank()) {
        if (!counts.isEmpty()) {
          return;
        }
        continue;
      }
      String[] sides = line.strip().split("=", 2);
      String[] left = sides[0].strip().split("\\s+", 3);
      if (sides.length != 2 || left.length != 2 || !left[0].equals("ngram")) {
        throw malformed(number, "\"" + line + "\" stands where \"ngram N=COUNT\" is expected");
      }
      if (!left[1].equals(Integer.toString(counts.size() + 1))) {
        throw malformed(
            number, "counts order " + left[1] + " where order " + (counts.size() + 1) + " follows");
      }
      try {
        counts.add(Long.parseUnsignedLong(sides[1].strip()));
      } catch (NumberFormatException _) {
        throw malformed(number, "\"" + sides[1].strip() + "\" is not a count");
      }
    }
  }

  /// Goes past `\n-grams:`.
  private void section(int n) throws IOException {
    String wanted = "\\" + n + "-grams:";
    long number = lines.number();
    String line = next();
    if (!line.strip().equals(wanted)) {
      throw malformed(
          number, "\"" + shortened(line) + "\" stands where " + wanted + " is expected");
    }
  }

  /// The next line that is not blank.
  private String next() throws IOException {
    while (true) {
      String line = lines.next();
      if (line == null) {
        throw cut();
      }
      if (!line.isBlank()) {
        return line;
      }
    }
  }

  /// Goes on after blank lines in the middle of a section; they are rare, and ARPA allows them not.
  private ArpaLines.Chunk nextChunk(int n, long read) throws IOException {
    ArpaLines.Chunk chunk = lines.chunk(NgramBlock.LARGEST);
    while (chunk.count() == 0 && read < counts.get(n - 1)) {
      long number = lines.number();
      String line = lines.next();
      if (line == null) {
        throw cut();
      }
      if (!line.isBlank()) {
        throw malformed(
            number,
            "\""
                + shortened(line)
                + "\" comes after "
                + read
                + " "
                + n
                + "-grams, but the header "
                + "counts "
                + counts.get(n - 1));
      }
      chunk = lines.chunk(NgramBlock.LARGEST);
    }
    return chunk;
  }

  private void checkCount(int n, long read) {
    if (read != counts.get(n - 1)) {
      throw malformed(
          lines.number() - 1,
          "is " + n + "-gram " + read + ", but the header counts " + counts.get(n - 1));
    }
  }

  private void end() throws IOException {
    long number = lines.number();
    String line = next();
    if (!line.strip().equals(END)) {
      throw malformed(number, "\"" + shortened(line) + "\" stands where " + END + " is expected");
    }
  }

  private Vocabulary vocabularyOf(List<ArpaLines.Chunk> chunks) {
    long room = chunks.stream().mapToLong(chunk -> chunk.bytes().length).sum() + 64;
    if (room > Integer.MAX_VALUE || counts.getFirst() > Integer.MAX_VALUE - 8) {
      throw new MalformedInput(name, "", "has more words than 31 bits can number", "");
    }
    byte[] bytes = new byte[(int) room];
    int[] starts = new int[counts.getFirst().intValue() + 4];
    int size = 0;
    for (ArpaLines.Chunk chunk : chunks) {
      ArpaBlock.Cursor cursor = new ArpaBlock.Cursor(chunk.bytes());
      for (int i = 0; i < chunk.count(); i++) {
        cursor.field();
        if (!cursor.field()) {
          throw malformed(chunk.line() + i, "has no word");
        }
        starts[size + 1] = append(bytes, starts[size], cursor);
        size++;
        while (cursor.field()) {}
        cursor.nextLine();
      }
    }
    return withSpecials(bytes, starts, size);
  }

  private static int append(byte[] bytes, int at, ArpaBlock.Cursor word) {
    int length = word.to - word.from;
    System.arraycopy(word.bytes, word.from, bytes, at, length);
    return at + length;
  }

  private Vocabulary withSpecials(byte[] bytes, int[] starts, int listed) {
    int size = listed;
    WordIndex index = indexOf(new Vocabulary(bytes, Arrays.copyOf(starts, listed + 1)));
    for (String special : List.of(Vocabulary.UNKNOWN, Vocabulary.BEGIN, Vocabulary.END)) {
      boolean shouted =
          special.equals(Vocabulary.UNKNOWN)
              && index.find(Vocabulary.UNKNOWN_SHOUTED) != WordIndex.ABSENT;
      if (index.find(special) == WordIndex.ABSENT && !shouted) {
        byte[] word = special.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(word, 0, bytes, starts[size], word.length);
        starts[size + 1] = starts[size] + word.length;
        size++;
      }
    }
    return new Vocabulary(bytes, Arrays.copyOf(starts, size + 1));
  }

  private WordIndex indexOf(Vocabulary words) {
    try {
      return WordIndex.of(words);
    } catch (WordIndex.Duplicate e) {
      throw duplicate(1, words.word(e.second()), lineOfUnigram(e.second()));
    }
  }

  private long lineOfUnigram(int id) {
    int before = 0;
    for (ArpaLines.Chunk chunk : unigrams) {
      if (id < before + chunk.count()) {
        return chunk.line() + id - before;
      }
      before += chunk.count();
    }
    throw new NoSuchElementException("unigram " + id);
  }

  @Override
  public int order() {
    return counts.size();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  WordIndex index() {
    return index;
  }

  @Override
  public long count(int n) {
    return counts.get(n - 1);
  }

  @Override
  public Map<String, String> origin() {
    return origin;
  }

  @Override
  public Iterator<NgramBlock> blocks(int n) {
    if (n == 1) {
      return unigramBlocks();
    }
    try {
      section(n);
      return new SectionBlocks(n);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Iterator<NgramBlock> unigramBlocks() {
    List<NgramBlock> blocks = new ArrayList<>();
    int id = 0;
    for (ArpaLines.Chunk chunk : unigrams) {
      blocks.add(new ArpaBlock(name, chunk, 1, order() == 1, null, id));
      id += chunk.count();
    }
    if (order() == 1) {
      try {
        end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return blocks.iterator();
  }

  /// The chunks of a section above the first.
  private final class SectionBlocks implements Iterator<NgramBlock> {
    private final int n;
    private long read;
    private ArpaLines.Chunk next;

    SectionBlocks(int n) throws IOException {
      this.n = n;
      advance();
    }

    private void advance() throws IOException {
      next = nextChunk(n, read);
      read += next.count();
      if (next.count() == 0) {
        checkCount(n, read);
        if (n == order()) {
          end();
        }
      } else if (read > counts.get(n - 1)) {
        throw malformed(
            lines.number() - 1,
            "is " + n + "-gram " + read + ", but the header counts " + counts.get(n - 1));
      }
    }

    @Override
    public boolean hasNext() {
      return next.count() > 0;
    }

    @Override
    public NgramBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      NgramBlock block = new ArpaBlock(name, next, n, n == order(), index, 0);
      try {
        advance();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return block;
    }
  }

  MalformedInput duplicate(int n, String words, long line) {
    return MalformedInput.atLine(
        name,
        line,
        "the " + n + "-gram \"" + shortened(words) + "\" is listed a second time",
        "the file is damaged; make or fetch it again");
  }

  private MalformedInput cut() {
    return MalformedInput.atLine(
        name,
        lines.number(),
        "the file ends here, without " + END + ": it is cut short",
        "make or fetch it again");
  }

  private MalformedInput malformed(long line, String problem) {
    return MalformedInput.atLine(
        name, line, problem, "the file is damaged or not ARPA; make or fetch it again");
  }

  private static String shortened(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
