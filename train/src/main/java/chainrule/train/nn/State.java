package chainrule.train.nn;

import chainrule.train.autograd.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/// What a model remembers from one stretch of text to the next: keys and values, hidden states.
/// They are ordinary values; layers take them and give new ones back in an order that is always the
/// same, that of [SequenceModel#state].
public final class State {
  private final Deque<Value> before;
  private final List<Value> after = new ArrayList<>();
  private final boolean isGiven;

  private State(List<Value> before, boolean isGiven) {
    this.before = new ArrayDeque<>(before);
    this.isGiven = isGiven;
  }

  /// The beginning of a text.
  public static State none() {
    return new State(List.of(), false);
  }

  /// The middle of one.
  public static State of(List<Value> values) {
    return new State(values, true);
  }

  public boolean isGiven() {
    return isGiven;
  }

  /// The next value that was given.
  Value next() {
    return before.remove();
  }

  void put(Value value) {
    after.add(value);
  }

  /// What to begin the next stretch with.
  public List<Value> after() {
    return Collections.unmodifiableList(after);
  }
}
