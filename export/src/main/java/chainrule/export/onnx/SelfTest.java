package chainrule.export.onnx;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.JsonWriter;
import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.util.List;

/// What a model said when it was exported, so that whoever loads it can see whether it still does.
///
/// @param tokens a short text
/// @param logProbabilities natural logarithms, of each token but the first after those before it
public record SelfTest(List<Integer> tokens, List<Double> logProbabilities) {
  public SelfTest {
    tokens = List.copyOf(tokens);
    logProbabilities = List.copyOf(logProbabilities);
    if (tokens.size() != logProbabilities.size() + 1) {
      throw new IllegalArgumentException(
          logProbabilities.size() + " probabilities for " + tokens.size() + " tokens");
    }
  }

  static String write(List<SelfTest> tests) {
    return JsonWriter.line(Json.of(tests.stream().map(SelfTest::json).toList()));
  }

  private Json json() {
    return Json.object()
        .with("tokens", Json.of(tokens.stream().map(Json::of).toList()))
        .with("log_probabilities", Json.of(logProbabilities.stream().map(Json::of).toList()));
  }

  /// @param source the file, for messages
  static List<SelfTest> read(String source, String note) throws IOException {
    String place = source + ", note " + ModelNotes.SELF_TESTS;
    try {
      return ((Json.Items) JsonReader.read(place, note))
          .items().stream().map(SelfTest::read).toList();
    } catch (ClassCastException | IllegalArgumentException | ArithmeticException e) {
      throw new MalformedInput(place, "", "holds no self-tests", "export the model again");
    }
  }

  private static SelfTest read(Json json) {
    Json.Members members = (Json.Members) json;
    return new SelfTest(
        numbers(members, "tokens").stream().map(n -> Math.toIntExact(n.integer())).toList(),
        numbers(members, "log_probabilities").stream().map(Json.Numeral::real).toList());
  }

  private static List<Json.Numeral> numbers(Json.Members members, String name) {
    return members.get(name).map(items -> ((Json.Items) items).items()).orElse(List.of()).stream()
        .map(Json.Numeral.class::cast)
        .toList();
  }
}
