package chainrule.tokenize.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The compressed bytes are those of `printf 'chain rule\n' | gzip -n9`, `bzip2`, `xz` and `zstd`.
class CompressionTest {
  private static final byte[] TEXT = "chain rule\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Path file(String name, byte[]... parts) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(file);
    for (byte[] part : parts) {
      Files.write(file, part, java.nio.file.StandardOpenOption.APPEND);
    }
    return file;
  }

  private static byte[] readAll(Path file) throws IOException {
    try (InputStream in = Input.file(file).open()) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gz, 1f8b08000000000002034bce48cccc53282acd49e5020011be795e0b000000",
    "bz2, 425a6839314159265359c679a098000001d180001040002a65120020003100d34d0400c459da20725de2ee48a70a1218cf341300",
    "xz, fd377a585a000004e6d6b4460200210116000000742fe5a301000a636861696e2072756c650a0000244ea8534c804bcc0001230bc21bfd091fb6f37d010000000004595a",
    "zst, 28b52ffd0458590000636861696e2072756c650a296d3bf3"
  })
  void textIsReadThroughItsDecompressor(String ending, String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertArrayEquals(TEXT, readAll(file("x." + ending, bytes)));
    assertEquals(2 * TEXT.length, readAll(file("twice." + ending, bytes, bytes)).length);
    Path cut = file("cut." + ending, Arrays.copyOf(bytes, bytes.length - 3));
    MalformedInput failure = assertThrows(MalformedInput.class, () -> readAll(cut));
    assertTrue(failure.getMessage().startsWith(cut + ": "), failure.getMessage());
  }

  @Test
  void progressCountsTheBytesOfTheFile() throws IOException {
    byte[] gzip =
        HexFormat.of().parseHex("1f8b08000000000002034bce48cccc53282acd49e5020011be795e0b000000");
    AtomicLong read = new AtomicLong();
    Input input = Input.file(file("x.gz", gzip));
    try (InputStream in = input.open(read::addAndGet)) {
      in.readAllBytes();
    }
    assertEquals(gzip.length, read.get());
    assertEquals(gzip.length, input.size().orElseThrow());
  }
}
