package chainrule.tokenize.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  private static final String DOCUMENT =
      "{\"b\":[1,-2.50,1e99],\"a\":{\"é\\u0000\":null,\"t\":true},\"s\":\"a\\\"\\\\\\n\"}";

  @Test
  void aDocumentComesBackAsItWas() throws IOException {
    assertEquals(DOCUMENT, JsonWriter.line(JsonReader.read("x", DOCUMENT)));
  }

  @Test
  void filesAreIndentedByTwo() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter.writeIndented(JsonReader.read("x", "{\"a\":[1,{}],\"b\":2}"), out);
    assertEquals(
        """
        {
          "a": [
            1,
            { }
          ],
          "b": 2
        }
        """,
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void numbersThatAreNotFiniteAreNull() {
    assertEquals("null", JsonWriter.line(Json.of(Double.NaN)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | x: is empty where JSON is expected",
        "{\"a\":1,\"a\":2} | x: line 1, column 11: is not valid JSON: Duplicate field 'a'",
        "[1 2]         | x: line 1, column 4: is not valid JSON: Unexpected character ('2' (code"
            + " 50)): was expecting comma to separate Array entries",
        "[1] x         | x: line 1, column 5: is not valid JSON: Unrecognized token 'x': was"
            + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      })
  void whatIsWrongIsToldWithItsPlace(String text, String message) {
    MalformedInput failure = assertThrows(MalformedInput.class, () -> JsonReader.read("x", text));
    assertEquals(message, failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''    | x: line 7: is empty where JSON is expected",
        "[1    | x: line 7, column 3: ends in the middle of the JSON document",
        "[1] 2 | x: line 7, column 5: more text after the JSON document",
      })
  void aLineOfManyIsToldWithItsOwnPlace(String text, String message) {
    MalformedInput failure =
        assertThrows(MalformedInput.class, () -> JsonReader.readLine("x", "line 7", text));
    assertEquals(message, failure.getMessage());
  }
}
