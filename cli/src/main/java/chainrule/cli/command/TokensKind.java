package chainrule.cli.command;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.stream.TokenReaders;
import java.io.IOException;
import java.util.Optional;

/// Files of tokens: how many, of how many documents, and of which tokenizer.
final class TokensKind implements FileKinds.Kind {
  @Override
  public Optional<Json.Members> describe(Input input, byte[] head) throws IOException {
    Optional<TokenFormat> format = TokenFormat.recognise(input.name(), head);
    if (format.isEmpty() || format.get() == TokenFormat.PIECES) {
      return Optional.empty();
    }
    long tokens = 0;
    long documents = 0;
    long largest = -1;
    try (TokenReader reader = TokenReaders.open(input, format, Optional.empty())) {
      TokenBlock block = new TokenBlock();
      while (reader.next(block)) {
        tokens += block.size();
        documents += block.documents();
        for (int i = 0; i < block.size(); i++) {
          largest = Math.max(largest, block.tokens()[i]);
        }
      }
      Json.Members facts =
          Json.object()
              .with("kind", Json.of("tokens"))
              .with("format", Json.of(format.get().toString()))
              .with("tokens", Json.of(tokens))
              .with("documents", Json.of(documents))
              .with("largest_token", Json.of(largest));
      if (reader.header().isPresent()) {
        StreamHeader header = reader.header().get();
        facts =
            facts
                .with("vocabulary", Json.of(header.vocabularySize()))
                .with("text_bytes", Json.of(reader.textBytes()))
                .with("tokenizer", Json.of(header.fingerprint()));
      }
      return Optional.of(facts);
    }
  }
}
