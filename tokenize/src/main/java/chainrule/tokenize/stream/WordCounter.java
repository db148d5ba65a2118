package chainrule.tokenize.stream;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.text.Normalizer;
import chainrule.tokenize.text.Pieces;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.Scanner;
import chainrule.tokenize.text.TextBuffer;
import chainrule.tokenize.text.TextBuffer.Place;
import chainrule.tokenize.tokenizer.CutPlaces;
import chainrule.tokenize.tokenizer.WordCounts;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Counts the pieces of training text on all threads: each block of text by itself, and the blocks'
/// counts added up in their order.
public final class WordCounter {
  private static final int RAREST = 1;

  private final Optional<Normalizer> normalizer;
  private final Optional<PreTokenizer> preTokenizer;
  private final Scanner scanner; // null where the slow way is needed
  private final Settings settings;
  private final WordCounts words = new WordCounts();
  private long dropped;
  private long threshold = RAREST;

  /// How text is read.
  ///
  /// @param weighted whether each line is a word, a tab and how often it counts
  /// @param memory how many bytes the counts may take
  public record Settings(
      DocumentKind documents, InvalidText invalid, boolean weighted, long memory) {}

  public WordCounter(
      Optional<Normalizer> normalizer, Optional<PreTokenizer> preTokenizer, Settings settings) {
    this.normalizer = normalizer;
    this.preTokenizer = preTokenizer;
    this.scanner = preTokenizer.flatMap(PreTokenizer::scanner).orElse(null);
    this.settings = settings;
  }

  /// How many occurrences were left out to stay within the memory.
  public long dropped() {
    return dropped;
  }

  public WordCounts count(List<Input> inputs, Parallel parallel, LongConsumer progress) {
    DocumentKind kind = settings.weighted() ? new DocumentKind.Line() : settings.documents();
    TextBlocks blocks =
        new TextBlocks(inputs, kind, CutPlaces.ofTraining(), TextBlocks.USUAL, progress);
    parallel.ordered(blocks, this::count, this::add);
    return words;
  }

  private void add(WordCounts counts) {
    words.addAll(counts);
    while (words.memory() > settings.memory() && words.size() > 1000) {
      dropped += words.dropUpTo(threshold);
      threshold *= 2;
    }
  }

  private WordCounts count(TextBlock block) {
    WordCounts counts = new WordCounts();
    byte[] text = block.bytes;
    boolean clean = settings.invalid().accepts(text, block.source, block.offset);
    for (int part = 0; part < block.parts(); part++) {
      int from = block.from(part);
      int to = block.to(part);
      Place place = part == 0 && block.continued ? Place.CONTINUED : Place.DOCUMENT;
      long weight = 1;
      if (settings.weighted() && from < to) {
        int tab = lastTab(block, from, to);
        weight = weight(block, tab + 1, to);
        to = tab;
      }
      if (clean) {
        pieces(text, from, to, place, weight, counts);
      } else {
        byte[] repaired = InvalidText.repair(text, from, to);
        pieces(repaired, 0, repaired.length, place, weight, counts);
      }
    }
    return counts;
  }

  private void pieces(byte[] text, int from, int to, Place place, long weight, WordCounts counts) {
    if (normalizer.isEmpty() && scanner != null) {
      scan(text, from, to, weight, counts);
      return;
    }
    TextBuffer in = new TextBuffer(false);
    in.clear(place);
    in.append(text, from, to, 0);
    TextBuffer normal = in;
    if (normalizer.isPresent()) {
      normal = new TextBuffer(false);
      normal.clear(place);
      normalizer.get().normalize(in, normal);
    }
    if (scanner != null) {
      scan(normal.bytes(), 0, normal.length(), weight, counts);
      return;
    }
    Pieces pieces = Pieces.whole(normal);
    if (preTokenizer.isPresent()) {
      pieces = preTokenizer.get().split(pieces);
    }
    byte[] bytes = pieces.text().bytes();
    for (int i = 0; i < pieces.count(); i++) {
      counts.add(bytes, pieces.from(i), pieces.to(i), weight);
    }
  }

  private void scan(byte[] text, int from, int to, long weight, WordCounts counts) {
    for (int at = from; at < to; ) {
      int end = scanner.next(text, at, to);
      counts.add(text, at, end, weight);
      at = end;
    }
  }

  private static int lastTab(TextBlock block, int from, int to) {
    for (int at = to - 1; at >= from; at--) {
      if (block.bytes[at] == '\t') {
        return at;
      }
    }
    throw malformed(block, from);
  }

  private static long weight(TextBlock block, int from, int to) {
    long weight = 0;
    for (int at = from; at < to; at++) {
      int digit = block.bytes[at] - '0';
      if (digit < 0 || digit > 9 || weight > Long.MAX_VALUE / 10 - 1) {
        throw malformed(block, from);
      }
      weight = 10 * weight + digit;
    }
    if (from == to) {
      throw malformed(block, from);
    }
    return weight;
  }

  private static MalformedInput malformed(TextBlock block, int at) {
    return MalformedInput.atByte(
        block.source,
        block.offset + at,
        "is not a word, a tab and a whole number",
        "without --weighted, plain text is read");
  }
}
