package chainrule.tokenize.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Writes a JSON document in UTF-8: on one line for reports and records, indented by two spaces for
/// files that people open.
public final class JsonWriter {
  private JsonWriter() {}

  public static String line(Json value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JsonReader.FACTORY.createGenerator(text)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }

  /// Indented, and ended with a newline. The stream stays open.
  public static void writeIndented(Json value, OutputStream out) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    JsonGenerator generator = JsonReader.FACTORY.createGenerator(out);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withRootSeparator("");
    generator.setPrettyPrinter(
        new DefaultPrettyPrinter(separators).withArrayIndenter(lines).withObjectIndenter(lines));
    write(value, generator);
    generator.writeRaw('\n');
    generator.close();
  }

  /// Writes the value where the generator stands.
  public static void write(Json value, JsonGenerator to) throws IOException {
    switch (value) {
      case Json.Text(String text) -> to.writeString(text);
      case Json.Numeral(String literal) -> to.writeNumber(literal);
      case Json.Truth(boolean truth) -> to.writeBoolean(truth);
      case Json.Null _ -> to.writeNull();
      case Json.Items(var items) -> {
        to.writeStartArray();
        for (Json item : items) {
          write(item, to);
        }
        to.writeEndArray();
      }
      case Json.Members(var members) -> {
        to.writeStartObject();
        for (var member : members.entrySet()) {
          to.writeFieldName(member.getKey());
          write(member.getValue(), to);
        }
        to.writeEndObject();
      }
    }
  }
}
