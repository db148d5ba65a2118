package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The special tokens that a model expects around one text, and how the file says so. Nothing is
/// added unless it is asked for.
///
/// @param before the ids before the text, such as `[CLS]`
/// @param after the ids behind it, such as `[SEP]`
public record PostProcessor(Json.Members json, List<Integer> before, List<Integer> after) {
  public PostProcessor {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /// `TemplateProcessing` for single texts and for pairs, each text with these tokens around it.
  public static PostProcessor template(List<AddedToken> before, List<AddedToken> after) {
    List<Json> single = new ArrayList<>();
    List<Json> pair = new ArrayList<>();
    addText("A", 0, before, after, single);
    addText("A", 0, before, after, pair);
    addText("B", 1, before, after, pair);
    Json.Members specials = Json.object();
    for (AddedToken token : Stream.concat(before.stream(), after.stream()).toList()) {
      specials =
          specials.with(
              token.content(),
              Json.object()
                  .with("id", Json.of(token.content()))
                  .with("ids", Json.of(List.of(Json.of(token.id()))))
                  .with("tokens", Json.of(List.of(Json.of(token.content())))));
    }
    return new PostProcessor(
        Json.object()
            .with("type", Json.of("TemplateProcessing"))
            .with("single", Json.of(single))
            .with("pair", Json.of(pair))
            .with("special_tokens", specials),
        before.stream().map(AddedToken::id).toList(),
        after.stream().map(AddedToken::id).toList());
  }

  private static void addText(
      String name, int type, List<AddedToken> before, List<AddedToken> after, List<Json> to) {
    before.forEach(token -> to.add(part("SpecialToken", token.content(), type)));
    to.add(part("Sequence", name, type));
    after.forEach(token -> to.add(part("SpecialToken", token.content(), type)));
  }

  private static Json part(String kind, String id, int type) {
    return Json.object()
        .with(kind, Json.object().with("id", Json.of(id)).with("type_id", Json.of(type)));
  }
}
