package chainrule.train.optim;

import chainrule.train.autograd.Gradients;
import chainrule.train.autograd.MemoryBudget;
import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Parameter;
import chainrule.train.nn.Parameters;
import chainrule.train.nn.Role;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes parameters step by step so that the loss falls, each by the [Rule] that its role asks
/// for. Owns what the rules remember.
public final class Optimizer {
  private final Kernels kernels;
  private final List<Rule> rules = new ArrayList<>();
  private long steps;

  public Optimizer(OptimizerSpec spec, Parameters parameters, Kernels kernels) {
    this.kernels = kernels;
    long bytes = memory(spec, parameters, kernels.type().bytes());
    MemoryBudget.require("an optimizer", bytes);
    Workspace workspace = new Workspace(kernels.type());
    for (Parameter parameter : parameters.all()) {
      rules.add(rule(spec, parameter, workspace));
    }
  }

  private static Rule rule(OptimizerSpec spec, Parameter parameter, Workspace workspace) {
    return switch (spec) {
      case OptimizerSpec.Sgd sgd -> new SgdRule(parameter, sgd, decay(parameter, sgd.decay()));
      case OptimizerSpec.AdamW adam ->
          new AdamWRule(parameter, adam, 1, decay(parameter, adam.decay()));
      case OptimizerSpec.Muon muon ->
          switch (parameter.role()) {
            case MATRIX, TURNED_MATRIX -> new MuonRule(parameter, muon, workspace);
            case EMBEDDING -> rest(parameter, muon, muon.embeddingRate());
            case SPARSE_TABLE -> new AdaGradRule(parameter, muon.tableRate());
            case HEAD, VECTOR -> rest(parameter, muon, muon.headRate());
          };
    };
  }

  private static Rule rest(Parameter parameter, OptimizerSpec.Muon muon, double rate) {
    return new AdamWRule(parameter, muon.rest(), rate, decay(parameter, muon.rest().decay()));
  }

  /// Weight decay is for matrices only, tables of embeddings included.
  private static double decay(Parameter parameter, double decay) {
    return parameter.role() == Role.VECTOR ? 0 : decay;
  }

  /// How many bytes an optimizer of these parameters takes: what it remembers, and what its rules
  /// work with.
  public static long memory(OptimizerSpec spec, Parameters parameters, int bytesEach) {
    long count = 0;
    List<Shape> matrices = new ArrayList<>(); // of Muon
    for (Parameter parameter : parameters.all()) {
      long elements = parameter.shape().elements();
      count +=
          switch (spec) {
            case OptimizerSpec.Sgd sgd -> sgd.momentum() > 0 ? elements : 0;
            case OptimizerSpec.AdamW _ -> 2 * elements;
            case OptimizerSpec.Muon _ ->
                switch (parameter.role()) {
                  case MATRIX, TURNED_MATRIX -> {
                    matrices.add(parameter.shape());
                    yield elements;
                  }
                  case SPARSE_TABLE -> parameter.shape().size(0);
                  case EMBEDDING, HEAD, VECTOR -> 2 * elements;
                };
          };
    }
    return (count + MuonRule.workspace(matrices)) * bytesEach;
  }

  /// One step.
  ///
  /// @param rate the learning rate
  /// @param scale a factor for all gradients ([#clip])
  public void step(Gradients gradients, double rate, double scale) {
    steps++;
    for (Rule rule : rules) {
      Tensor gradient = gradients.of(rule.parameter());
      if (gradient.isGiven()) {
        rule.step(kernels, gradient, rate, scale, steps);
      }
    }
  }

  /// The factor that brings gradients of this norm down to the greatest that is allowed.
  ///
  /// @param most 0 for no limit
  public static double clip(double norm, double most) {
    return most > 0 && norm > most ? most / (norm + 1e-6) : 1;
  }

  public long steps() {
    return steps;
  }

  /// Continues where another optimizer stopped; [#state] is filled in by the caller.
  public void resumeAt(long stepsDone) {
    steps = stepsDone;
  }

  /// Everything that is remembered, by name: what a checkpoint saves and restores.
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (Rule rule : rules) {
      rule.state().forEach((name, t) -> state.put(rule.parameter().name() + "." + name, t));
    }
    return state;
  }
}
