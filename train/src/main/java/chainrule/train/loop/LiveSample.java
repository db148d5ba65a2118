package chainrule.train.loop;

import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Value;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Collapse;
import chainrule.train.nn.Context;
import chainrule.train.nn.Slot;
import chainrule.train.nn.State;
import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.SamplingSettings;
import chainrule.train.sampling.TokenHistory;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What a model would write now, in the middle of its training: token by token, with the state that
/// it keeps of those before. Changes nothing of the training. Not for use by several threads.
final class LiveSample {
  private static final int TOKENS = 160;
  private static final SamplingSettings SETTINGS =
      new SamplingSettings(0.8f, 0, 1, 0, 1, 0, 0, Map.of(), Set.of());

  private final LanguageModel model;
  private final Kernels kernels;
  private final int[] prompt;

  /// @param prompt at least one token
  LiveSample(LanguageModel model, Kernels kernels, int[] prompt) {
    this.model = model;
    this.kernels = kernels;
    this.prompt = prompt.clone();
  }

  /// The prompt and what follows, which ends where a Transformer's context does.
  int[] write(long seed, long step) {
    boolean bounded = model.spec() instanceof TransformerSpec;
    int room = bounded ? model.spec().context() - prompt.length : TOKENS;
    int[] text = Arrays.copyOf(prompt, prompt.length + Math.clamp(room, 0, TOKENS));
    Sampler sampler = new Sampler(SETTINGS.rules(), seed, step);
    TokenHistory history = new TokenHistory(model.spec().vocabulary());
    Eager eager = new Eager(kernels);
    List<Leaf> remembered = model.state().stream().map(this::beginning).toList();
    int read = 0;
    for (int size = prompt.length; size < text.length; size++) {
      State state = State.of(List.copyOf(remembered));
      Value logits = logits(eager, text, read, size, state);
      remembered =
          IntStream.range(0, remembered.size())
              .mapToObj(i -> leaf(eager, model.state().get(i), state.after().get(i)))
              .toList();
      read = size;
      text[size] = sampler.draw(numbers(eager.tensor(logits)), history);
      history.add(text[size]);
    }
    return text;
  }

  private Leaf beginning(Slot slot) {
    return Leaf.given(slot.before(), Tensor.zeros(kernels.type(), slot.beginning(1)));
  }

  private static Leaf leaf(Eager eager, Slot slot, Value value) {
    return Leaf.given(slot.before(), eager.tensor(value));
  }

  /// What comes after `text[from, to)`, of which all before is remembered: `[1, vocabulary]`.
  private Value logits(Eager eager, int[] text, int from, int to, State state) {
    int before = Math.min(from, model.reach());
    Optional<Value> past =
        before == 0
            ? Optional.empty()
            : Optional.of(row("past", Arrays.copyOfRange(text, from - before, from)));
    Value positions = row("positions", IntStream.range(from, to).toArray());
    return model.logits(
        eager,
        row("ids", Arrays.copyOfRange(text, from, to)),
        past,
        new Context(positions, Optional.empty()),
        state,
        Collapse.LAST);
  }

  private static Leaf row(String name, int[] numbers) {
    return Leaf.given(name, Tensor.of(Shape.of(1, numbers.length), numbers));
  }

  private static float[] numbers(Tensor logits) {
    float[] numbers = new float[logits.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) logits.get(i);
    }
    return numbers;
  }
}
