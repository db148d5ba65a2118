package chainrule.tokenize.tokenizer.sentencepiece;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.TextBuffer;
import chainrule.tokenize.tokenizer.TextEncoder;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The models were made with SentencePiece 0.1.97 from made-up words: `unigram` by `spm_train
/// --model_type=unigram --vocab_size=420 --byte_fallback=true --user_defined_symbols='<sep>,New
/// York,ning' --normalization_rule_tsv=rules.tsv`, `bpe` by `--model_type=bpe --vocab_size=420
/// --byte_fallback=true --user_defined_symbols='<sep>,New York' --normalization_rule_name=identity
/// --remove_extra_whitespaces=false`, `plain` by `--model_type=unigram --vocab_size=200
/// --normalization_rule_name=identity --character_coverage=0.999`. What is expected was written by
/// `spm_encode --output_format=id` and `spm_normalize`.
final class SentencePieceFileTest {
  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = SentencePieceFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static List<String> lines(String name) throws IOException {
    return List.of(new String(bytes(name), StandardCharsets.UTF_8).split("\n"));
  }

  private static Tokenizer tokenizer(String name) throws IOException {
    return SentencePieceFile.read(name, bytes(name));
  }

  private static int[] encode(TextEncoder encoder, String line) {
    TokenBuffer out = new TokenBuffer(false);
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    encoder.encode(text, 0, text.length, TextBuffer.Place.DOCUMENT, out);
    return out.toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unigram", "bpe", "plain"})
  void idsAreThoseOfSentencePiece(String name) throws IOException {
    TextEncoder encoder = tokenizer(name + ".model").encoder(false);
    List<String> texts = lines("lines.txt");
    List<String> expected = lines(name + ".ids");
    for (int i = 0; i < texts.size(); i++) {
      String ids =
          IntStream.of(encode(encoder, texts.get(i)))
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      assertEquals(expected.get(i), ids, texts.get(i));
    }
  }

  @Test
  void textIsNormalizedAsBySentencePiece() throws IOException {
    var normalizer = tokenizer("unigram.model").pipeline().normalizer().orElseThrow();
    List<String> texts = lines("lines.txt");
    List<String> expected = lines("unigram.norm");
    for (int i = 0; i < texts.size(); i++) {
      TextBuffer out = new TextBuffer(false);
      normalizer.normalize(TextBuffer.of(texts.get(i)), out);
      // spm_normalize leaves the first space out and shows the others as they are.
      String shown = out.toString().replaceFirst("^▁", "").replace('▁', ' ');
      assertEquals(expected.get(i).replace('▁', ' '), shown);
    }
  }

  @Test
  void byteFallbackBringsEveryTextBack() throws IOException {
    Tokenizer tokenizer = tokenizer("bpe.model");
    TextEncoder encoder = tokenizer.encoder(false);
    for (String text : lines("lines.txt")) {
      if (!text.contains("▁")) { // which is a space here
        byte[] back = tokenizer.decode(encode(encoder, text));
        assertEquals(text, new String(back, StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void controlSymbolsAreFoundUnlessSpecialsAreText() throws IOException {
    Tokenizer tokenizer = tokenizer("plain.model");
    int end = tokenizer.id("</s>").orElseThrow();
    assertTrue(IntStream.of(encode(tokenizer.encoder(true), "a</s>")).anyMatch(i -> i == end));
    assertFalse(IntStream.of(encode(tokenizer.encoder(false), "a</s>")).anyMatch(i -> i == end));
    assertEquals(end, tokenizer.end().orElseThrow());
  }

  @Test
  void aFileThatIsCutIsRefused() throws IOException {
    byte[] whole = bytes("unigram.model");
    for (int length : new int[] {10, 1000, whole.length - 3}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertTrue(SentencePieceFile.recognises(cut));
      assertThrows(MalformedInput.class, () -> SentencePieceFile.read("cut.model", cut));
    }
  }

  @Test
  void otherFilesAreNotTakenForModels() {
    for (String text : List.of("", "\n", "\n\n\n\n\n\n\n\n", "{\"a\": 1}", "the cat sat on")) {
      assertFalse(SentencePieceFile.recognises(text.getBytes(StandardCharsets.UTF_8)), text);
    }
  }
}
