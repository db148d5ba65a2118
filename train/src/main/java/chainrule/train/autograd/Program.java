package chainrule.train.autograd;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a [Tape] has recorded, made ready to run: which ops, in which order, where their results
/// lie. Runs as often as wanted.
final class Program {
  private final Optional<Result> loss;
  private final Scratch scratch;
  private final Arena arena;
  private final Gradients gradients;
  private final List<Recorded> nodes = new ArrayList<>();
  private final Set<Leaf> tracked = new LinkedHashSet<>(); // their order is that of sums over them
  private final MemoryPlan plan;
  private final long elements;
  private boolean isAllocated;

  Program(
      List<Recorded> recorded,
      Optional<Result> loss,
      Scratch scratch,
      Arena arena,
      Gradients gradients) {
    this.loss = loss;
    this.scratch = scratch;
    this.arena = arena;
    this.gradients = gradients;
    markLive(recorded);
    markActive();
    this.plan = new MemoryPlan(nodes, loss);
    this.elements = Arena.place(plan.blocks());
  }

  boolean isFor(Optional<Result> other) {
    return loss.equals(other);
  }

  private void markLive(List<Recorded> recorded) {
    Set<Value> wanted = new HashSet<>();
    for (Recorded node : recorded.reversed()) {
      node.isLive = false;
      node.isActive = false;
      for (Result result : node.out) {
        node.isLive |= result.kept || wanted.contains(result);
      }
      if (node.isLive) {
        wanted.addAll(List.of(node.in));
      }
    }
    recorded.stream().filter(node -> node.isLive).forEach(nodes::add);
  }

  private void markActive() {
    Set<Value> wanted = new HashSet<>();
    loss.ifPresent(Program::requireGradient);
    loss.ifPresent(wanted::add);
    for (Recorded node : nodes.reversed()) {
      for (Result result : node.out) {
        node.isActive |= result.isTracked() && wanted.contains(result);
      }
      for (int i = 0; i < node.in.length; i++) {
        if (MemoryPlan.isContribution(node, i)) {
          wanted.add(node.in[i]);
          switch (node.in[i]) {
            case Leaf leaf -> tracked.add(leaf);
            case Result result -> requireGradient(result);
            default -> {}
          }
        }
      }
    }
  }

  private static void requireGradient(Result result) {
    if (!result.node.op.isDifferentiableResult(result.index)) {
      throw new IllegalArgumentException(
          "the loss depends on result %d of %s, which is there for backward and has no gradient"
              .formatted(result.index, result.node.describe()));
    }
  }

  /// What [#allocate] would allocate.
  long missingBytes() {
    if (isAllocated) {
      return 0;
    }
    long bytes = arena.missingBytes(elements) + scratch.missingBytes(scratchElements());
    for (Recorded node : nodes) {
      for (Result result : node.out) {
        bytes += result.type.isReal() ? 0 : (long) result.type.bytes() * result.shape().elements();
      }
    }
    for (Leaf leaf : tracked) {
      bytes += gradients.has(leaf) ? 0 : (long) scratch.type().bytes() * leaf.shape().elements();
    }
    return bytes;
  }

  private long scratchElements() {
    long most = 0;
    for (Recorded node : nodes) {
      most = Math.max(most, node.scratch);
      if (most > Shape.MOST_ELEMENTS) {
        throw new BadSetting(
            "%s needs room for %,d numbers while it runs, and one array holds %,d"
                .formatted(node.describe(), most, Shape.MOST_ELEMENTS),
            "make the batch, the context or the model smaller");
      }
    }
    return most;
  }

  void allocate() {
    if (isAllocated) {
      return;
    }
    MemoryBudget.require(loss.isPresent() ? "a training step" : "an evaluation", missingBytes());
    arena.grow(elements);
    scratch.reserve(scratchElements());
    Type real = scratch.type();
    tracked.forEach(leaf -> gradients.make(leaf, real));
    for (Recorded node : nodes) {
      for (Result result : node.out) {
        placeResult(result);
      }
    }
    loss.ifPresent(result -> result.gradient = arena.tensor(result.gradientBlock, result.shape()));
    Set<Value> contributed = new HashSet<>();
    nodes.reversed().stream()
        .filter(node -> node.isActive)
        .forEach(node -> placeGradients(node, contributed));
    isAllocated = true;
  }

  private void placeResult(Result result) {
    if (!result.type.isReal()) {
      result.tensor = Tensor.zeros(result.type, result.shape());
    } else if (result.block != Block.NONE) {
      result.tensor = arena.tensor(result.block, result.shape());
    } // a view of a leaf is found when the leaf is
    result.node.outTensors[result.index] = result.tensor;
  }

  private void placeGradients(Recorded node, Set<Value> contributed) {
    for (int k = 0; k < node.out.length; k++) {
      node.outGradients[k] = node.out[k].gradient;
    }
    node.clearedLeaves.clear();
    node.clearedResults.clear();
    for (int i = 0; i < node.in.length; i++) {
      Target target = Target.NONE;
      Target accumulating = Target.NONE;
      if (MemoryPlan.isContribution(node, i)) {
        boolean isFirst = contributed.add(node.in[i]);
        boolean again = node.takesAgain(i);
        boolean adds = !isFirst || again;
        switch (node.in[i]) {
          case Leaf leaf -> {
            target = new Target(gradients.of(leaf), adds);
            accumulating = Target.add(gradients.of(leaf));
            if (isFirst && again) {
              node.clearedLeaves.add(gradients.of(leaf));
            }
          }
          case Result result -> {
            if (isFirst) {
              result.gradient = arena.tensor(result.gradientBlock, result.shape());
            }
            if (isFirst && again) {
              node.clearedResults.add(result.gradient);
            }
            boolean isPassed =
                !adds
                    && node.op.passesGradient(i)
                    && result.gradientBlock == node.out[0].gradientBlock;
            target = isPassed ? Target.NONE : new Target(result.gradient, adds);
            accumulating = target;
          }
          default -> throw new IllegalStateException(node.in[i] + " is of another execution");
        }
      }
      node.targets[i] = target;
      node.accumulating[i] = accumulating;
    }
  }

  void forward(boolean detectsAnomaly) {
    for (Recorded node : nodes) {
      bind(node);
      if (node.op.isView()) {
        continue;
      }
      scratch.reserve(node.scratch);
      node.op.forward(scratch, node.inTensors, node.outTensors);
      if (detectsAnomaly) {
        for (int k = 0; k < node.outTensors.length; k++) {
          require(node, "result", k, node.outTensors[k]);
        }
      }
    }
  }

  private static void bind(Recorded node) {
    for (int i = 0; i < node.in.length; i++) {
      node.inTensors[i] =
          switch (node.in[i]) {
            case Leaf leaf -> leaf.tensor();
            case Result result -> result.tensor;
            default -> throw new IllegalStateException(node.in[i] + " is of another execution");
          };
    }
    if (node.op.isView()) {
      Tensor seen = node.inTensors[0];
      if (!node.outTensors[0].isGiven() || !node.outTensors[0].sharesPlaceWith(seen)) {
        node.outTensors[0] = seen.view(node.out[0].shape());
        node.out[0].tensor = node.outTensors[0];
      }
    }
  }

  void backward(double factor, boolean accumulates, boolean detectsAnomaly) {
    if (!accumulates) {
      gradients.keepOnly(tracked);
    }
    loss.orElseThrow().gradient.fill(factor);
    for (Recorded node : nodes.reversed()) {
      if (!node.isActive) {
        continue;
      }
      Target[] targets = accumulates ? node.accumulating : node.targets;
      node.clearedResults.forEach(gradient -> gradient.fill(0));
      if (!accumulates) {
        node.clearedLeaves.forEach(gradient -> gradient.fill(0));
      }
      scratch.reserve(node.scratch);
      node.op.backward(scratch, node.inTensors, node.outTensors, node.outGradients, targets);
      if (detectsAnomaly) {
        for (int i = 0; i < targets.length; i++) {
          require(node, "gradient of input", i, targets[i].tensor());
        }
      }
    }
  }

  private void require(Recorded node, String what, int index, Tensor tensor) {
    if (!tensor.isGiven() || !tensor.type().isReal()) {
      return;
    }
    int place = scratch.kernels().reductions().firstNotFinite(tensor);
    if (place >= 0) {
      throw new NotFinite(
          "%s: %s %d of shape %s holds %s at element %d"
              .formatted(node.describe(), what, index, tensor.shape(), tensor.get(place), place));
    }
  }
}
