package chainrule.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Through `tokenize` and `learn`, which read no more than text.
class TextFilesTest {
  @TempDir Path folder;

  private String tokenize(Path file, Object... more) {
    List<Object> words = new ArrayList<>(List.of("tokenize", "-t", "byte", "--totals", file));
    words.addAll(List.of(more));
    return Shell.PLAIN.run(words.toArray()).failure();
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void compressedTextWithoutItsEndingIsRefusedWithTheEnding() throws IOException {
    byte[] packed = packed(latin("some text\n"));
    Path hidden = file("x.txt", packed);
    assertEquals(
        ("65 chainrule tokenize: %s: is compressed, and not named so; name it with .gz at the end,"
                + " and it is read through its decompressor")
            .formatted(hidden),
        tokenize(hidden));
    assertEquals("0", tokenize(file("x.gz", packed)).substring(0, 1));
    assertTrue(
        tokenize(file("y", latin("(\u00b5/\u00fd..."))).contains("named so; name it with .zst"));
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void whatACompressedFileHoldsIsLookedAt() throws IOException {
    byte[] marked = "\uFEFFthe sea\n".getBytes(StandardCharsets.UTF_8);
    String warned = tokenize(file("marked.txt.gz", packed(marked)));
    assertTrue(warned.startsWith("0 "), warned);
    assertTrue(warned.contains("marked.txt.gz begins with a byte order mark"), warned);
    String arpa = tokenize(file("lm.arpa.gz", packed(latin("\\data\\\nngram 1=3\n"))));
    assertTrue(arpa.endsWith("lm.arpa.gz is an n-gram model, and is read as text"), arpa);
  }

  @Test
  void tokensAreNoTextUnlessAnyBytesAreMeant() throws IOException {
    Path tokens = folder.resolve("x.tok");
    Path text = file("x.txt", latin("some text\n"));
    Shell.PLAIN.run("tokenize", "-t", "byte", "-o", tokens, text);
    assertTrue(tokenize(tokens).startsWith("65 "), tokenize(tokens));
    assertTrue(tokenize(tokens).contains("holds tokens, not text"), tokenize(tokens));
    assertEquals("0", tokenize(tokens, "--invalid", "keep").strip());
    Shell.Result learned = Shell.PLAIN.run("learn", "--type", "word", tokens);
    assertTrue(learned.failure().contains("holds tokens, not text"), learned.failure());
  }

  @Test
  void aTokenizerIsReadAsTextWithAWarningAndOtherJsonWithoutOne() throws IOException {
    Path tokenizer = folder.resolve("words.json");
    Path text = file("x.txt", latin("some text\n"));
    Shell.PLAIN.run("learn", "--type", "word", "-o", tokenizer, text);
    String warned = tokenize(tokenizer);
    assertTrue(warned.startsWith("0 chainrule: "), warned);
    assertTrue(warned.endsWith("words.json is a tokenizer, and is read as text"), warned);
    assertEquals(
        "0", tokenize(file("a.json", latin("{\"version\": \"1.0\", \"a\": 3}\n"))).strip());
  }

  /// KenLM's lmplz keeps it, too.
  @Test
  void aByteOrderMarkStaysInItsWordWithOneWarning() throws IOException {
    Path marked = file("marked.txt", "\uFEFFthe sea\nthe sea\n".getBytes(StandardCharsets.UTF_8));
    Shell.Result counted =
        Shell.PLAIN.run(
            "count", "-n", 1, "--format", "counts", marked, marked, "--smoothing", "mle");
    assertTrue(counted.text().contains("\uFEFFthe"), counted.text());
    assertEquals(
        "0 chainrule: %s begins with a byte order mark, which is read as a part of its first word;"
                .formatted(marked)
            + " tail -c +4 FILE leaves it out",
        counted.failure());
    assertEquals("0", tokenize(file("inside.txt", latin("a \u00ef\u00bb\u00bfb\n"))).strip());
    assertEquals("0", tokenize(file("empty.txt", new byte[0])).strip());
  }

  @Test
  void aByteOrderMarkFromAPipeIsToldToo() throws IOException {
    Path tokenizer = folder.resolve("words.json");
    Shell piped = Shell.PLAIN.withInput("\uFEFFthe sea\nthe sea\n");
    String warned =
        "0 chainrule: standard input begins with a byte order mark, which is read as a part of its"
            + " first word; tail -c +4 FILE leaves it out";
    assertEquals(warned, piped.run("tokenize", "-t", "byte", "--totals").failure());
    assertEquals(warned, piped.run("learn", "--type", "word", "-o", tokenizer).failure());
    assertEquals(warned, piped.run("count", "-n", 1, "--smoothing", "mle").failure());
    assertEquals(
        "0",
        piped.run("tokenize", "-t", "byte", "--totals", "--invalid", "keep").failure().strip());
    for (String text : List.of("\uFEFE", "a\uFEFF", "", "\u00ef")) {
      Shell other = Shell.PLAIN.withInput(text);
      assertEquals("0", other.run("tokenize", "-t", "byte", "--totals").failure().strip());
    }
  }

  @Test
  void aPipeIsReadWhateverItHolds() {
    Shell.Result read =
        Shell.PLAIN.withInput("\\data\\\nngram 1=3\n").run("tokenize", "-t", "byte", "--totals");
    assertEquals("0", read.failure().strip());
  }
}
