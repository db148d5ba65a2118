package chainrule.train.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.JsonWriter;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " { \"a\" : [ 1 , -2.50e3 , { } ] ,\n\t\"b\" : { \"c\" : null } }\r\n",
        "{\"length\":9223372036854775807,\"closed\":true,\"open\":false,\"counts\":[3,[]]}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\\u0000é😀\"",
        "{\"\":\"}],:\",\"text\":\"a, b\"}",
        "0"
      })
  void saysWhatTheLibrarySays(String text) throws IOException {
    assertEquals(JsonReader.read("library", text), HeaderJson.read(text));
  }

  @Test
  void readsWhatIsWritten() {
    StringBuilder all = new StringBuilder();
    for (char each = 0; each < 0x3000; each++) {
      all.append(each);
    }
    Json json = Json.object().with(all.toString(), Json.of(all.reverse().toString()));
    assertEquals(json, HeaderJson.read(JsonWriter.line(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "\"a",
        "\"\\u12",
        "{} {}",
        "\"\\u12x4\"",
        "[1,,2]"
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(IllegalArgumentException.class, () -> HeaderJson.read(text));
  }
}
