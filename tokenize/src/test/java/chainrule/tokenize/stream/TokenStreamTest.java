package chainrule.tokenize.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStreamTest {
  private static final String FINGERPRINT = "3f9a".repeat(16);

  @TempDir Path folder;

  /// Documents of awkward sizes, empty ones among them.
  private static List<int[]> documents(int vocabulary) {
    Random random = new Random(7);
    List<int[]> documents = new ArrayList<>();
    for (int size : new int[] {0, 1, 3, 0, 65_535, 1, 65_536, 200_001, 0, 7}) {
      documents.add(random.ints(size, 0, vocabulary).toArray());
    }
    return documents;
  }

  private static byte[] stream(List<int[]> documents, int vocabulary) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(new StreamWriter(out, new StreamHeader(vocabulary, FINGERPRINT)), documents);
    return out.toByteArray();
  }

  private static void write(TokenWriter writer, List<int[]> documents) throws IOException {
    for (int[] document : documents) {
      writer.write(document, 0, document.length);
      writer.addText(2L * document.length);
      writer.endDocument();
    }
    writer.finish();
  }

  private static List<int[]> read(TokenReader reader) throws IOException {
    List<int[]> documents = new ArrayList<>();
    int[] open = {};
    TokenBlock block = new TokenBlock();
    while (reader.next(block)) {
      int from = 0;
      for (int i = 0; i < block.documents(); i++) {
        documents.add(join(open, block, from, block.ends()[i]));
        open = new int[0];
        from = block.ends()[i];
      }
      open = join(open, block, from, block.size());
    }
    assertEquals(0, open.length, "every document is ended");
    return documents;
  }

  private static int[] join(int[] open, TokenBlock block, int from, int to) {
    int[] joined = Arrays.copyOf(open, open.length + to - from);
    System.arraycopy(block.tokens(), from, joined, open.length, to - from);
    return joined;
  }

  private static void assertSame(List<int[]> expected, List<int[]> actual) {
    assertArrayEquals(expected.toArray(), actual.toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 256, 65_536, 65_537, 200_019})
  void whatIsWrittenIsReadBack(int vocabulary) throws IOException {
    List<int[]> documents = documents(vocabulary);
    byte[] bytes = stream(documents, vocabulary);
    StreamReader reader = new StreamReader("x.tok", new ByteArrayInputStream(bytes));
    assertEquals(new StreamHeader(vocabulary, FINGERPRINT), reader.header().orElseThrow());
    assertSame(documents, read(reader));
    assertEquals(documents.stream().mapToLong(d -> 2L * d.length).sum(), reader.textBytes());
  }

  @Test
  void idsAreReadBack() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<int[]> documents = documents(50_257);
    write(new IdsWriter(out), documents);
    assertSame(documents, read(new IdsReader("x", new ByteArrayInputStream(out.toByteArray()))));
  }

  @Test
  void arraysAreReadBackAsOneDocument() throws IOException {
    for (int width : new int[] {2, 4}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<int[]> documents = documents(60_000);
      write(new ArrayWriter(out, width), documents);
      int[] all = documents.stream().flatMapToInt(Arrays::stream).toArray();
      assertSame(
          List.of(all),
          read(new ArrayReader("x", new ByteArrayInputStream(out.toByteArray()), width)));
    }
  }

  @Test
  void aMappedFileIsReadAtAnyPlace() throws IOException {
    Path file = folder.resolve("x.tok");
    List<int[]> documents = documents(300);
    Files.write(file, stream(documents, 300));
    int[] all = documents.stream().flatMapToInt(Arrays::stream).toArray();
    try (MappedTokens tokens = MappedTokens.open(Input.file(file), TokenFormat.STREAM)) {
      assertEquals(all.length, tokens.size());
      for (int from : new int[] {0, 1, 65_530, 65_536, 131_071, all.length - 5}) {
        int count = Math.min(70_000, all.length - from);
        int[] window = new int[count + 2];
        tokens.copy(from, count, window, 1);
        assertArrayEquals(
            Arrays.copyOfRange(all, from, from + count), Arrays.copyOfRange(window, 1, count + 1));
      }
      long[] ends = tokens.documentEnds();
      assertEquals(documents.size(), ends.length);
      assertEquals(all.length, ends[ends.length - 1]);
      assertEquals(4, ends[3]);
    }
  }

  @Test
  void concatenatedStreamsAreOne() throws IOException {
    List<int[]> documents = documents(1000);
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(stream(documents, 1000));
    twice.write(stream(documents, 1000));
    List<int[]> expected = new ArrayList<>(documents);
    expected.addAll(documents);
    assertSame(
        expected, read(new StreamReader("x", new ByteArrayInputStream(twice.toByteArray()))));
    Path file = Files.write(folder.resolve("twice.tok"), twice.toByteArray());
    try (MappedTokens tokens = MappedTokens.open(Input.file(file), TokenFormat.STREAM)) {
      assertEquals(expected.size(), tokens.documentEnds().length);
    }
  }

  @Test
  void aStreamCutAnywhereIsRefused() throws IOException {
    byte[] whole = stream(List.of(new int[] {1, 2, 3}, new int[] {4}), 10);
    Path file = folder.resolve("cut.tok");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(
          MalformedInput.class,
          () -> read(new StreamReader("x", new ByteArrayInputStream(cut))),
          "cut at " + length);
      Files.write(file, cut);
      assertThrows(
          MalformedInput.class,
          () -> MappedTokens.open(Input.file(file), TokenFormat.STREAM).close(),
          "mapped, cut at " + length);
    }
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    byte[] whole = stream(List.of(new int[] {1, 2, 3}, new int[] {4}), 10);
    for (int i = StreamHeader.BYTES; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 4;
      assertThrows(
          MalformedInput.class,
          () -> read(new StreamReader("x", new ByteArrayInputStream(flipped))),
          "flipped at " + i);
    }
  }

  @Test
  void aStreamOfAnotherTokenizerDoesNotFollow() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(stream(List.of(new int[] {1}), 10));
    write(new StreamWriter(both, new StreamHeader(10, "ab".repeat(32))), List.of(new int[] {1}));
    MalformedInput failure =
        assertThrows(
            MalformedInput.class,
            () -> read(new StreamReader("x", new ByteArrayInputStream(both.toByteArray()))));
    assertTrue(failure.getMessage().contains("abababababab…"), failure.getMessage());
    assertTrue(failure.getMessage().contains("3f9a3f9a3f9a…"), failure.getMessage());
  }

  @Test
  void idsThatAreNoNumbersAreNamedWithTheirLine() {
    MalformedInput failure =
        assertThrows(
            MalformedInput.class,
            () ->
                read(
                    new IdsReader(
                        "x.ids",
                        new ByteArrayInputStream(
                            "1 2\n3 a\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
    assertEquals("x.ids: line 2: 'a' where a token's number is expected", failure.getMessage());
  }
}
