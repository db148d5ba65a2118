package chainrule.train.autograd;

import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records ops, and then runs them: forward in order, backward in reverse, every op adding to the
/// gradients of its inputs. Nothing is computed while a model's code runs, so that memory can be
/// planned ([MemoryPlan]) and refused before any is taken. A step that records the same ops as the
/// one before finds its nodes, buffers and plan again and allocates next to nothing. Not for use by
/// several threads.
public final class Tape implements Execution {
  private final Scratch scratch;
  private final long seed;
  private final boolean isTraining;
  private final List<Recorded> nodes = new ArrayList<>();
  private final Tensor randomBits = Tensor.of(Shape.of(2), 0, 0);
  private final Leaf randomKey = Leaf.given("random key", randomBits);
  private final Gradients gradients = new Gradients();
  private final Arena arena;
  private int cursor;
  private boolean detectsAnomaly;
  private Optional<Program> program = Optional.empty();

  private Tape(Kernels kernels, long seed, boolean isTraining) {
    this.scratch = new Scratch(kernels);
    this.arena = new Arena(kernels.type());
    this.seed = seed;
    this.isTraining = isTraining;
  }

  /// A tape that drops what dropout says and can go backward.
  ///
  /// @param seed of dropout's random numbers
  public static Tape training(Kernels kernels, long seed) {
    return new Tape(kernels, seed, true);
  }

  /// A tape to go forward only, without dropout.
  public static Tape evaluation(Kernels kernels) {
    return new Tape(kernels, 0, false);
  }

  /// Looks at every number for NaN and infinities, and names the op that made the first.
  public void detectAnomaly(boolean detects) {
    detectsAnomaly = detects;
  }

  /// Starts a step: values of the step before are forgotten.
  ///
  /// @param number of the step, on which dropout's random numbers depend
  public void begin(long number) {
    cursor = 0;
    long key = Rng.key(seed, number);
    randomBits.ints()[0] = (int) key;
    randomBits.ints()[1] = (int) (key >>> 32);
  }

  @Override
  public Value[] apply(Op op, Value... in) {
    if (cursor < nodes.size() && nodes.get(cursor).repeats(op, in)) {
      return nodes.get(cursor++).out;
    }
    forgetFrom(cursor);
    for (Value value : in) {
      if (value instanceof Result result && !isRecorded(result)) {
        throw new IllegalArgumentException(value + " is of an earlier step or another tape");
      }
    }
    Recorded node = new Recorded(nodes.size(), op, in, scratch.type());
    nodes.add(node);
    cursor++;
    return node.out;
  }

  private boolean isRecorded(Result result) {
    return result.node.position < nodes.size() && nodes.get(result.node.position) == result.node;
  }

  private void forgetFrom(int position) {
    nodes.subList(position, nodes.size()).clear();
    program = Optional.empty();
  }

  /// Keeps the numbers of a value until the next step, to be read with [#tensor].
  public void keep(Value value) {
    if (value instanceof Result result && !result.kept) {
      result.kept = true;
      program = Optional.empty();
    }
  }

  /// Runs forward what the kept values need.
  public void forward() {
    Program current = program(Optional.empty());
    current.forward(detectsAnomaly);
  }

  /// Runs forward and backward from a scalar.
  ///
  /// @param factor of the gradients: 1, or one over the number of batches that are accumulated
  /// @param accumulates whether to add to the gradients of the batch before instead of overwriting
  public Gradients backward(Value loss, double factor, boolean accumulates) {
    if (!(loss instanceof Result result) || result.shape().elements() != 1) {
      throw new IllegalArgumentException("a loss is one number that was computed, not " + loss);
    }
    keep(loss);
    Program current = program(Optional.of(result));
    current.forward(detectsAnomaly);
    current.backward(factor, accumulates, detectsAnomaly);
    return gradients;
  }

  public Gradients backward(Value loss) {
    return backward(loss, 1, false);
  }

  /// How many bytes a step needs beside what is allocated already; nothing is allocated or
  /// computed.
  public long plan(Value loss) {
    keep(loss);
    return plannedProgram(Optional.of((Result) loss)).missingBytes();
  }

  /// The same of a step that only goes forward, to the kept values.
  public long planForward() {
    return plannedProgram(Optional.empty()).missingBytes();
  }

  private Program program(Optional<Result> loss) {
    Program current = plannedProgram(loss);
    current.allocate();
    return current;
  }

  private Program plannedProgram(Optional<Result> loss) {
    if (cursor < nodes.size()) {
      forgetFrom(cursor);
    }
    if (program.isEmpty() || !program.get().isFor(loss)) {
      program = Optional.of(new Program(nodes, loss, scratch, arena, gradients));
    }
    return program.get();
  }

  /// The numbers of a kept value or a leaf, after it was computed.
  public Tensor tensor(Value value) {
    return switch (value) {
      case Result result when result.tensor.isGiven() && result.kept -> result.tensor;
      case Leaf leaf -> leaf.tensor();
      default -> throw new IllegalStateException(value + " was not kept");
    };
  }

  public Kernels kernels() {
    return scratch.kernels();
  }

  public Type type() {
    return scratch.type();
  }

  @Override
  public boolean isTraining() {
    return isTraining;
  }

  @Override
  public Value randomKey() {
    return randomKey;
  }
}
