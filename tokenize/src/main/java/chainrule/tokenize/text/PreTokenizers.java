package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.List;
import java.util.Optional;

/// Several pre-tokenizers, each cutting the pieces of the one before.
public record PreTokenizers(List<PreTokenizer> steps) implements PreTokenizer {
  public PreTokenizers {
    steps = List.copyOf(steps);
  }

  @Override
  public Pieces split(Pieces in) {
    Pieces pieces = in;
    for (PreTokenizer step : steps) {
      pieces = step.split(pieces);
    }
    return pieces;
  }

  @Override
  public Optional<Scanner> scanner() {
    List<PreTokenizer> busy =
        steps.stream()
            .filter(step -> !(step instanceof ByteLevel byteLevel && byteLevel.isIdle()))
            .toList();
    return busy.size() == 1 ? busy.getFirst().scanner() : Optional.empty();
  }

  @Override
  public boolean endsAtWords() {
    return steps.stream().anyMatch(PreTokenizer::endsAtWords);
  }

  @Override
  public boolean partsBlanks() {
    return steps.stream().anyMatch(PreTokenizer::partsBlanks);
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("Sequence"))
        .with("pretokenizers", Json.of(steps.stream().map(PreTokenizer::json).toList()));
  }
}
