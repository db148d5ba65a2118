package chainrule.cli.command;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.NgramModel;
import java.io.IOException;
import java.util.Optional;

/// N-gram models. Both forms are read whole, so that damage shows: an ARPA file's syntax and
/// counts, a binary model's checksums.
final class NgramModelKind implements FileKinds.Kind {
  @Override
  public Optional<Json.Members> describe(Input input, byte[] head) throws IOException {
    if (NgramModel.isBinary(head)) {
      try (NgramModel model = NgramModel.map(input)) {
        model.verify();
        return Optional.of(facts("n-gram model, binary", input, model));
      }
    }
    if (!ArpaFile.isArpa(head)) {
      return Optional.empty();
    }
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors());
        NgramModel model = new ArpaFile(input, parallel, _ -> {}).load()) {
      return Optional.of(facts("n-gram model, ARPA", input, model));
    }
  }

  private static Json.Members facts(String kind, Input input, NgramModel model) {
    Json.Members facts = Json.object().with("kind", Json.of(kind));
    if (input.size().isPresent()) {
      facts = facts.with("bytes", Json.of(input.size().getAsLong()));
    }
    facts = facts.with("order", Json.of(model.order()));
    for (int n = 1; n <= model.order(); n++) {
      facts = facts.with(n + "-grams", Json.of(model.count(n)));
    }
    for (var origin : model.origin().entrySet()) {
      facts = facts.with(origin.getKey(), Json.of(origin.getValue()));
    }
    return facts;
  }
}
