package chainrule.tokenize.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranks and expected ids are jtokkit's (com.knuddels:jtokkit 1.1.0, its `encodeOrdinary`).
class JtokkitEqualityTest {
  private static final String[] BITS = {
    "The quick brown fox ",
    "jumps over",
    "don't",
    "we'LL",
    " 12345678",
    "\n\n",
    "   ",
    "\t",
    "été",
    "Größe",
    "日本語のテキスト",
    "한국어",
    "русский",
    "😀😀👩‍👩‍👧",
    "e\u0301",
    "--->",
    "{}();",
    "a".repeat(90),
    "https://example.org/a?b=c",
    "\u0000\u0007",
    "ABCdefGHI",
    ",,,,",
    " .",
    "\r\n",
    "ſ"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"R50K_BASE,r50k_base", "CL100K_BASE,cl100k_base", "O200K_BASE,o200k_base"})
  void idsAreThoseOfTiktoken(EncodingType type, String name) throws IOException {
    Tokenizer tokenizer = ranks(name);
    Encoding expected = Encodings.newLazyEncodingRegistry().getEncoding(type);
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      String string = text(random);
      assertArrayEquals(
          expected.encodeOrdinary(string).toArray(), tokenizer.encode(string), string);
      assertEquals(
          string, new String(tokenizer.decode(tokenizer.encode(string)), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"r50k_base", "cl100k_base"})
  void aTokenizerJsonOfTheRanksHasTheSameIds(String name) throws IOException {
    Tokenizer tokenizer = ranks(name);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TokenizerFile.write(tokenizer, bytes);
    Path json = folder.resolve("tokenizer.json");
    Files.write(json, bytes.toByteArray());
    Tokenizer again = TokenizerFile.read(Input.file(json));
    String text = String.join("", BITS);
    assertArrayEquals(tokenizer.encode(text), again.encode(text));
    assertEquals(tokenizer.fingerprint(), again.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r50k_base", "cl100k_base", "o200k_base"})
  void textThatIsCutHasTheTokensOfTheWhole(String name) throws IOException {
    Tokenizer tokenizer = ranks(name);
    Random random = new Random(4);
    int cuts = 0;
    for (int round = 0; round < 1000; round++) {
      String string = text(random);
      byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
      int cut = tokenizer.cuts().last(bytes, 0, bytes.length);
      if (cut > 0) {
        cuts++;
        IntStream parts =
            IntStream.concat(
                Arrays.stream(tokenizer.encode(new String(bytes, 0, cut, StandardCharsets.UTF_8))),
                Arrays.stream(
                    tokenizer.encode(
                        new String(bytes, cut, bytes.length - cut, StandardCharsets.UTF_8))));
        assertArrayEquals(tokenizer.encode(string), parts.toArray(), string);
      }
    }
    assertTrue(cuts > 100, cuts + " cuts");
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(BITS[random.nextInt(BITS.length)]);
    }
    return text.toString();
  }

  private Tokenizer ranks(String name) throws IOException {
    Path ranks = folder.resolve(name + ".tiktoken");
    try (InputStream in =
        Encodings.class.getResourceAsStream("/com/knuddels/jtokkit/" + name + ".tiktoken")) {
      Files.copy(in, ranks);
    }
    return TokenizerFile.read(Input.file(ranks));
  }
}
