package chainrule.tokenize.io;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/// The one class that starts threads (with [Team], its own). Work is cut into parts by the caller
/// so that results do not depend on the number of threads. One task at a time; not for use by
/// several threads. Threads are started when they are first needed.
public final class Parallel implements AutoCloseable {
  /// More would only wait for each other.
  private static final int MOST_THREADS = 1024;

  private final int threads;
  private Team team; // for regions; one fewer than threads: the caller works, too
  private ExecutorService helpers; // for items in order

  public Parallel(int threads) {
    this.threads = checked(threads);
  }

  /// A number of threads that a user asked for.
  public static int checked(int threads) {
    if (threads < 1) {
      throw new BadSetting("--threads must be at least 1, not " + threads, "");
    }
    if (threads > MOST_THREADS) {
      throw new BadSetting(
          "--threads must be at most %,d, not %,d".formatted(MOST_THREADS, threads),
          "more than there are cores is no faster");
    }
    return threads;
  }

  public int threads() {
    return threads;
  }

  /// Runs `body` for each part from 0, in any order, and returns when all are done. The first
  /// failure is thrown on; parts not yet begun are then left out.
  public void run(int parts, IntConsumer body) {
    if (threads == 1 || parts <= 1) {
      for (int part = 0; part < parts; part++) {
        body.accept(part);
      }
      return;
    }
    if (team == null) {
      team = new Team(threads - 1);
    }
    team.run(parts, body);
  }

  /// Applies `work` to every item on all threads and hands the results to `out` on the caller's
  /// thread in the order of the items. Holds no more than three items for each thread at once; with
  /// one thread an item's result is out before the next item is asked for.
  public <T, R> void ordered(Iterator<T> items, Function<T, R> work, Consumer<R> out) {
    ordered(items, work, out, _ -> false);
  }

  /// The same, where the results up to some items are out before the next item is asked for.
  ///
  /// @param urgent tells those items: somebody waits for them
  public <T, R> void ordered(
      Iterator<T> items, Function<T, R> work, Consumer<R> out, Predicate<T> urgent) {
    if (threads == 1) {
      while (items.hasNext()) {
        out.accept(work.apply(items.next()));
      }
      return;
    }
    if (helpers == null) {
      helpers =
          Executors.newFixedThreadPool(
              threads - 1, Thread.ofPlatform().daemon().name("chainrule-", 1).factory());
    }
    Deque<FutureTask<R>> window = new ArrayDeque<>();
    boolean awaited = false;
    try {
      while (true) {
        while (!awaited && window.size() < 3 * threads && items.hasNext()) {
          T item = items.next();
          FutureTask<R> task = new FutureTask<>(() -> work.apply(item));
          window.add(task);
          helpers.execute(task);
          awaited = urgent.test(item);
        }
        if (window.isEmpty()) {
          if (!awaited) {
            return;
          }
          awaited = false;
          continue;
        }
        help(window);
        out.accept(finish(window.remove()));
      }
    } finally {
      window.forEach(future -> future.cancel(false));
    }
  }

  /// The caller works, too, until the first task is done: on those that nobody has begun, the last
  /// ones first. Running one that has begun does nothing.
  private static <R> void help(Deque<FutureTask<R>> window) {
    Iterator<FutureTask<R>> backwards = window.descendingIterator();
    while (!window.getFirst().isDone() && backwards.hasNext()) {
      backwards.next().run();
    }
  }

  private static <R> R finish(Future<R> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // numbers must be whole: finish first
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (team != null) {
      team.close();
    }
    if (helpers != null) {
      helpers.shutdownNow();
    }
  }

  /// Does something by itself while the caller goes on.
  public static <T> Future<T> beside(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("chainrule-" + name).start(task);
    return task;
  }
}
