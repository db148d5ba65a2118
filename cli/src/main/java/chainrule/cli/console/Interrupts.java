package chainrule.cli.console;

import java.util.ArrayDeque;
import java.util.Deque;

/// What must still happen when the process is interrupted or terminated: files aside are removed, a
/// run is saved. The virtual machine then exits with 130 or 143 by itself. Actions run in the
/// reverse order of registration, while the rest of the program may still be running; one that must
/// wait for it (a training step) blocks, and one that fails does not keep the others. May be used
/// by several threads.
public final class Interrupts {
  /// Takes an action back.
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Runnable> actions = new ArrayDeque<>();
  private boolean hooked;
  private volatile boolean begun;

  public synchronized Registration register(Runnable action) {
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this::runAll, "chainrule-interrupted"));
    }
    actions.push(action);
    return () -> remove(action);
  }

  private synchronized void remove(Runnable action) {
    actions.remove(action);
  }

  /// Whether the process is about to end; what fails from now on is no news.
  public boolean begun() {
    return begun;
  }

  void runAll() {
    begun = true;
    for (Runnable action = next(); action != null; action = next()) {
      try {
        action.run();
      } catch (RuntimeException e) {
        // two may remove the same files now, and nobody is left to be told
      }
    }
  }

  private synchronized Runnable next() {
    return actions.poll();
  }
}
