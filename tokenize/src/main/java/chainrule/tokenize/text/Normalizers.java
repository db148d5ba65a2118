package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.List;

/// Several normalizers, one after the other.
public record Normalizers(List<Normalizer> steps) implements Normalizer {
  public Normalizers {
    steps = List.copyOf(steps);
  }

  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    TextBuffer text = in;
    for (int i = 0; i < steps.size(); i++) {
      TextBuffer next = out;
      if (i + 1 < steps.size()) {
        next = new TextBuffer(in.isTraced());
        next.clear(in.place());
      }
      steps.get(i).normalize(text, next);
      text = next;
    }
    if (steps.isEmpty()) {
      out.append(in, 0, in.length());
    }
  }

  @Override
  public boolean isLocal() {
    return steps.stream().allMatch(Normalizer::isLocal);
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("Sequence"))
        .with("normalizers", Json.of(steps.stream().map(Normalizer::json).toList()));
  }
}
