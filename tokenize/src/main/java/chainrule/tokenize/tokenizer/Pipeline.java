package chainrule.tokenize.tokenizer;

import chainrule.tokenize.text.Normalizer;
import chainrule.tokenize.text.PreTokenizer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The parts of a tokenizer, as `tokenizer.json` has them.
///
/// @param added tokens that are found before the model sees the text, by id
public record Pipeline(
    List<AddedToken> added,
    Optional<Normalizer> normalizer,
    Optional<PreTokenizer> preTokenizer,
    Model model,
    Optional<PostProcessor> postProcessor,
    Optional<Decoder> decoder) {
  public Pipeline {
    added = added.stream().sorted(Comparator.comparingInt(AddedToken::id)).toList();
  }

  /// A model alone: text goes in as it is, tokens are joined as they are.
  public static Pipeline of(Model model) {
    return new Pipeline(
        List.of(), Optional.empty(), Optional.empty(), model, Optional.empty(), Optional.empty());
  }

  public Pipeline withAdded(List<AddedToken> tokens) {
    return new Pipeline(tokens, normalizer, preTokenizer, model, postProcessor, decoder);
  }

  public Pipeline withNormalizer(Normalizer chosen) {
    return new Pipeline(added, Optional.of(chosen), preTokenizer, model, postProcessor, decoder);
  }

  public Pipeline withPreTokenizer(PreTokenizer chosen) {
    return new Pipeline(added, normalizer, Optional.of(chosen), model, postProcessor, decoder);
  }

  public Pipeline withModel(Model chosen) {
    return new Pipeline(added, normalizer, preTokenizer, chosen, postProcessor, decoder);
  }

  public Pipeline withPostProcessor(PostProcessor chosen) {
    return new Pipeline(added, normalizer, preTokenizer, model, Optional.of(chosen), decoder);
  }

  public Pipeline withDecoder(Decoder chosen) {
    return new Pipeline(added, normalizer, preTokenizer, model, postProcessor, Optional.of(chosen));
  }
}
