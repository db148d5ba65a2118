package chainrule.train.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import chainrule.train.autograd.Gradients;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Tape;
import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Context;
import chainrule.train.nn.Parameter;
import chainrule.train.nn.Recurrence;
import chainrule.train.nn.State;
import chainrule.train.optim.Optimizer;
import chainrule.train.optim.OptimizerSpec;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Gradients and ten training losses equal PyTorch's; the recipe of the numbers is
/// `pytorch/losses.py`, beside them.
final class PyTorchTest {
  private static final int VOCABULARY = 17;
  private static final int TIME = 12;
  private static final int BATCH = 3;
  private static final int WIDTH = 16;

  private static final OptimizerSpec ADAM = new OptimizerSpec.AdamW(0.9, 0.95, 1e-8, 0.1);

  private static ModelSpec gpt2() {
    return TransformerSpec.gpt2(VOCABULARY, TIME, 2, 4, WIDTH);
  }

  private static ModelSpec llama() {
    return TransformerSpec.llama(VOCABULARY, TIME, 2, 4, 2, WIDTH, 24);
  }

  private static ModelSpec lstm() {
    return new RecurrentSpec(Recurrence.Cell.LSTM, VOCABULARY, TIME, 2, WIDTH, 20, false, 0);
  }

  @Test
  void lstmTrainsAsInPyTorch() throws IOException {
    check(lstm(), "lstm", new OptimizerSpec.Sgd(0.9, false, 0), 0.5);
  }

  @Test
  void gpt2ShapeTrainsAsInPyTorch() throws IOException {
    check(gpt2(), "gpt2", ADAM, 1e-2);
  }

  @Test
  void llamaShapeTrainsAsInPyTorch() throws IOException {
    check(llama(), "llama", ADAM, 1e-2);
  }

  private static void check(ModelSpec spec, String fixture, OptimizerSpec optimizer, double rate)
      throws IOException {
    List<String> lines = lines(fixture);
    new Training(spec, Kernels.plain(Type.FLOAT64), optimizer).check(lines, rate, 1e-9);
    try (Parallel parallel = new Parallel(2)) {
      new Training(spec, Kernels.fast(parallel), optimizer).check(lines, rate, 1e-4);
    }
  }

  private static List<String> lines(String fixture) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                PyTorchTest.class.getResourceAsStream("/pytorch/" + fixture + ".txt"),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static final class Training {
    private final Kernels kernels;
    private final LanguageModel model;
    private final OptimizerSpec optimizerSpec;

    Training(ModelSpec spec, Kernels kernels, OptimizerSpec optimizerSpec) {
      this.kernels = kernels;
      this.model = LanguageModel.of(spec, kernels.type());
      this.optimizerSpec = optimizerSpec;
    }

    void check(List<String> lines, double rate, double tolerance) {
      begin();
      Optimizer optimizer = new Optimizer(optimizerSpec, model.parameters(), kernels);
      Tape tape = Tape.training(kernels, 1);
      Context context = Context.of(TIME);
      Gradients gradients = null;
      for (String line : lines) {
        String[] words = line.split(" ");
        if (words[0].equals("gradient")) {
          Parameter parameter = model.parameters().get(words[1]).orElseThrow();
          checkGradient(words, gradients.of(parameter), tolerance);
          continue;
        }
        int step = Integer.parseInt(words[1]);
        if (gradients != null) {
          double norm = gradients.norm(kernels);
          optimizer.step(gradients, rate, Optimizer.clip(norm, 1));
        }
        tape.begin(step);
        Leaf ids = Leaf.given("ids", batch(step, 0));
        Leaf targets = Leaf.given("targets", batch(step, 1));
        var loss = model.loss(tape, ids, targets, context, State.none(), 0).mean();
        gradients = tape.backward(loss);
        assertEquals(Double.parseDouble(words[2]), tape.tensor(loss).get(0), 3 * tolerance, line);
      }
    }

    private void checkGradient(String[] words, Tensor gradient, double tolerance) {
      double norm = Double.parseDouble(words[2]);
      String name = words[1];
      assertEquals(norm, Math.sqrt(kernels.reductions().sumOfSquares(gradient)), tolerance, name);
      int[] places = {0, gradient.size() / 2, gradient.size() - 1};
      for (int i = 0; i < places.length; i++) {
        double expected = Double.parseDouble(words[3 + i]);
        // The gradient of a key bias is nothing but rounding.
        assertEquals(expected, gradient.get(places[i]), tolerance * Math.max(norm, 1e-3), name);
      }
    }

    /// The weights of `losses.py`.
    private void begin() {
      model.parameters().allocate(kernels.type(), new Rng(1));
      int which = 0;
      for (Parameter parameter : model.parameters().all()) {
        double bound = bound(parameter);
        double add = parameter.name().endsWith("norm.weight") ? 1 : 0;
        for (int i = 0; i < parameter.tensor().size(); i++) {
          double uniform = bound * (2 * bits(i, which) / 0x1p32 - 1);
          parameter.tensor().set(i, uniform + add);
        }
        which++;
      }
    }

    private double bound(Parameter parameter) {
      boolean isRecurrent = model.spec() instanceof RecurrentSpec;
      String name = parameter.name();
      if (name.endsWith("bias")) {
        return 0.1;
      }
      if (name.endsWith("norm.weight")) {
        return 0.2;
      }
      if (isRecurrent) {
        return name.startsWith("tokens") ? 0.5 : 0.3;
      }
      return name.startsWith("tokens") || name.startsWith("positions") ? 0.3 : 0.4;
    }
  }

  private static Tensor batch(int step, int shift) {
    Tensor ids = Tensor.zeros(Type.INT32, Shape.of(BATCH, TIME));
    for (int i = 0; i < ids.size(); i++) {
      int place = i / TIME * (TIME + 1) + i % TIME + shift;
      ids.set(i, bits(place, 1000 + step) % VOCABULARY);
    }
    return ids;
  }

  /// As in `losses.py`.
  private static long bits(int place, int which) {
    long mask = 0xFFFFFFFFL;
    long x = (place * 2654435761L + which * 40503L + 1) & mask;
    x = ((x ^ (x >> 15)) * 2246822519L) & mask;
    x = ((x ^ (x >> 13)) * 3266489917L) & mask;
    return x ^ (x >> 16);
  }
}
