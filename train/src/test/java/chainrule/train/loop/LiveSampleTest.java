package chainrule.train.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Leaf;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Collapse;
import chainrule.train.nn.Context;
import chainrule.train.nn.Recurrence.Cell;
import chainrule.train.nn.State;
import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.SamplingSettings;
import chainrule.train.sampling.TokenHistory;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LiveSampleTest {
  private static final int VOCABULARY = 11;
  private static final int CONTEXT = 12;
  private static final SamplingSettings WARM =
      new SamplingSettings(0.8f, 0, 1, 0, 1, 0, 0, Map.of(), Set.of());
  private static final int[] PROMPT = {3, 1, 4};

  static List<ModelSpec> models() {
    return List.of(
        TransformerSpec.nanoGpt(VOCABULARY, CONTEXT, 2, 2, 8, 0.1),
        TransformerSpec.llama(VOCABULARY, CONTEXT, 1, 2, 1, 8, 12),
        TransformerSpec.fast(VOCABULARY, CONTEXT, 1, 2, 8, 16),
        new RecurrentSpec(Cell.LSTM, VOCABULARY, CONTEXT, 2, 6, 6, false, 0.1));
  }

  /// The oracle reads the whole text anew for each token.
  @ParameterizedTest
  @MethodSource("models")
  void whatIsRememberedGivesTheTextThatReadingAnewGives(ModelSpec spec) {
    try (Parallel parallel = new Parallel(1)) {
      Kernels kernels = Kernels.fast(parallel);
      LanguageModel model = LanguageModel.of(spec, kernels.type());
      model.parameters().allocate(kernels.type(), new Rng(5));
      int[] text = new LiveSample(model, kernels, PROMPT).write(7, 30);
      assertArrayEquals(PROMPT, Arrays.copyOf(text, PROMPT.length));
      assertEquals(spec instanceof TransformerSpec ? CONTEXT : PROMPT.length + 160, text.length);
      Sampler sampler = new Sampler(WARM.rules(), 7, 30);
      Eager eager = new Eager(kernels);
      for (int size = PROMPT.length; size < CONTEXT; size++) {
        Tensor ids = Tensor.of(Shape.of(1, size), Arrays.copyOf(text, size));
        Tensor logits =
            eager.tensor(
                model.logits(
                    eager,
                    Leaf.given("ids", ids),
                    Optional.empty(),
                    Context.of(size),
                    State.none(),
                    Collapse.LAST));
        float[] numbers = new float[VOCABULARY];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) logits.get(i);
        }
        assertEquals(sampler.draw(numbers, new TokenHistory(VOCABULARY)), text[size]);
      }
    }
  }
}
