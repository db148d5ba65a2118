package chainrule.tokenize.io;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// The one class that starts threads. Work is cut into parts by the caller, never by the number of
/// threads, so that results do not depend on it. One task at a time; not for use by several
/// threads.
public final class Parallel implements AutoCloseable {
  private final int threads;
  private final ExecutorService helpers; // one fewer than threads: the caller works, too

  public Parallel(int threads) {
    if (threads < 1) {
      throw new BadSetting("--threads must be at least 1, not " + threads, "");
    }
    this.threads = threads;
    this.helpers =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1, Thread.ofPlatform().daemon().name("chainrule-", 1).factory());
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
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
            try {
              body.accept(part);
            } catch (RuntimeException | Error e) {
              next.set(parts);
              throw e;
            }
          }
        };
    Queue<Future<?>> running = new ArrayDeque<>();
    for (int i = 0; i < Math.min(threads, parts) - 1; i++) {
      running.add(helpers.submit(worker));
    }
    try {
      worker.run();
    } finally {
      running.forEach(Parallel::finish);
    }
  }

  /// Applies `work` to every item on all threads and hands the results to `out` on the caller's
  /// thread in the order of the items. Holds no more than a few items for each thread at once; with
  /// one thread an item's result is out before the next item is asked for.
  public <T, R> void ordered(Iterator<T> items, Function<T, R> work, Consumer<R> out) {
    if (threads == 1) {
      while (items.hasNext()) {
        out.accept(work.apply(items.next()));
      }
      return;
    }
    Queue<Future<R>> window = new ArrayDeque<>();
    try {
      while (items.hasNext()) {
        T item = items.next();
        window.add(helpers.submit(() -> work.apply(item)));
        if (window.size() >= 2 * threads) {
          out.accept(finish(window.remove()));
        }
      }
      while (!window.isEmpty()) {
        out.accept(finish(window.remove()));
      }
    } finally {
      window.forEach(future -> future.cancel(false));
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
    if (helpers != null) {
      helpers.shutdownNow();
    }
  }
}
