package chainrule.cli.command;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.tokenizer.Pipeline;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Tokenizer files: their kind, size and parts and, on a text, how well they fit it.
final class TokenizerKind implements FileKinds.Kind {
  @Override
  public Optional<Json.Members> describe(Input input, byte[] head) throws IOException {
    Optional<TokenizerFile.Kind> kind = TokenizerFile.kind(head);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Tokenizer tokenizer = TokenizerFile.read(input);
    Pipeline pipeline = tokenizer.pipeline();
    long specials = pipeline.added().stream().filter(token -> token.special()).count();
    return Optional.of(
        Json.object()
            .with("kind", Json.of("tokenizer"))
            .with("format", Json.of(kind.get().title()))
            .with("model", Json.of(pipeline.model().type()))
            .with("tokens", Json.of(tokenizer.size()))
            .with("special_tokens", Json.of(specials))
            .with("normalizer", type(pipeline.normalizer().map(step -> step.json())))
            .with("pre_tokenizer", type(pipeline.preTokenizer().map(step -> step.json())))
            .with("decoder", type(pipeline.decoder().map(step -> step.json())))
            .with("fingerprint", Json.of(tokenizer.fingerprint())));
  }

  private static Json type(Optional<Json.Members> part) {
    return part.flatMap(json -> json.get("type")).orElse(Json.of("none"));
  }

  /// How a tokenizer does on a text.
  static Json.Members fit(Tokenizer tokenizer, Input text) throws IOException {
    long[] totals = new long[2]; // tokens, bytes
    TextTokens encoding =
        new TextTokens(
            tokenizer,
            new TextTokens.Settings(new DocumentKind.File(), InvalidText.REPLACE, true, false));
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      encoding.run(
          List.of(text),
          parallel,
          block -> {
            totals[0] += block.tokens().size();
            for (int part = 0; part < block.parts(); part++) {
              totals[1] += block.textBytes(part);
            }
          },
          _ -> {});
    }
    return Json.object()
        .with("text_bytes", Json.of(totals[1]))
        .with("text_tokens", Json.of(totals[0]))
        .with("bytes_per_token", Json.of((double) totals[1] / totals[0]))
        .with("tokens_per_word", Json.of((double) totals[0] / words(text)));
  }

  /// Stretches between white space.
  private static long words(Input text) throws IOException {
    long words = 0;
    boolean within = false;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = text.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          boolean space = buffer[i] == ' ' || (buffer[i] >= '\t' && buffer[i] <= '\r');
          words += !space && !within ? 1 : 0;
          within = !space;
        }
      }
    }
    return words;
  }
}
