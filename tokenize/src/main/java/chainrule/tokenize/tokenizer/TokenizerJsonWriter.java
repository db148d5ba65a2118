package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.JsonWriter;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Writes `tokenizer.json` as Hugging Face's library does: every part named, `null` where there is
/// none.
final class TokenizerJsonWriter {
  private TokenizerJsonWriter() {}

  static void write(Pipeline pipeline, OutputStream out) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    JsonGenerator json = JsonReader.FACTORY.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(
        new DefaultPrettyPrinter().withArrayIndenter(lines).withObjectIndenter(lines));
    json.writeStartObject();
    json.writeStringField("version", "1.0");
    json.writeNullField("truncation");
    json.writeNullField("padding");
    json.writeArrayFieldStart("added_tokens");
    for (AddedToken token : pipeline.added()) {
      added(token, json);
    }
    json.writeEndArray();
    part("normalizer", pipeline.normalizer().map(step -> step.json()), json);
    part("pre_tokenizer", pipeline.preTokenizer().map(step -> step.json()), json);
    part("post_processor", pipeline.postProcessor().map(PostProcessor::json), json);
    part("decoder", pipeline.decoder().map(Decoder::json), json);
    json.writeObjectFieldStart("model");
    pipeline.model().write(json);
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  private static void added(AddedToken token, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", token.id());
    json.writeStringField("content", token.content());
    json.writeBooleanField("single_word", token.singleWord());
    json.writeBooleanField("lstrip", token.lstrip());
    json.writeBooleanField("rstrip", token.rstrip());
    json.writeBooleanField("normalized", token.normalized());
    json.writeBooleanField("special", token.special());
    json.writeEndObject();
  }

  private static void part(String name, Optional<Json.Members> value, JsonGenerator json)
      throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      JsonWriter.write(value.get(), json);
    } else {
      json.writeNull();
    }
  }
}
