package chainrule.tokenize.io;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Threads that help with one region of work after another, for [Parallel]. A helper that has
/// nothing to do looks out for the next region for some tens of microseconds before it sleeps, so
/// that regions hardly longer than that are worth sharing. Who comes late finds the region closed
/// and is not waited for.
final class Team implements AutoCloseable {
  private static final int CLOSED = 1 << 30;
  private static final int LOOKS = 2_000; // of 20 to 40 nanoseconds each

  private final Thread[] helpers;
  private final AtomicInteger next = new AtomicInteger(); // part
  private final AtomicInteger inside = new AtomicInteger(CLOSED); // helpers in the region
  private final AtomicInteger region = new AtomicInteger(); // counts up
  private final AtomicInteger asleep = new AtomicInteger(); // helpers
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private IntConsumer body; // this and the next two are published by `inside`
  private int parts;
  private Thread caller;
  private volatile boolean callerSleeps;
  private volatile boolean closed;

  Team(int size) {
    helpers = new Thread[size];
    for (int i = 0; i < size; i++) {
      helpers[i] = Thread.ofPlatform().daemon().name("chainrule-" + (i + 1)).unstarted(this::help);
      helpers[i].start();
    }
  }

  /// Runs the parts and returns when all are done; called within a region, on the spot.
  void run(int count, IntConsumer work) {
    // Closed, but with helpers inside, is within, too: one of them may be who calls.
    if (inside.get() != CLOSED) {
      for (int part = 0; part < count; part++) {
        work.accept(part);
      }
      return;
    }
    body = work;
    parts = count;
    caller = Thread.currentThread();
    next.set(0);
    inside.set(0);
    region.incrementAndGet();
    if (asleep.get() > 0) {
      for (int i = 0; i < Math.min(helpers.length, count - 1); i++) {
        LockSupport.unpark(helpers[i]);
      }
    }
    work();
    inside.getAndAdd(CLOSED);
    awaitHelpers();
    body = null;
    throwFailure();
  }

  private void work() {
    IntConsumer work = body;
    int end = parts;
    try {
      for (int part = next.getAndIncrement(); part < end; part = next.getAndIncrement()) {
        work.accept(part);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(end);
    }
  }

  private void awaitHelpers() {
    boolean interrupted = false;
    for (int look = 0; inside.get() != CLOSED; look++) {
      if (look < LOOKS) {
        Thread.onSpinWait();
      } else {
        callerSleeps = true;
        if (inside.get() != CLOSED) {
          LockSupport.park(this);
        }
        callerSleeps = false;
        interrupted |= Thread.interrupted(); // numbers must be whole: finish first
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFailure() {
    switch (failure.getAndSet(null)) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void help() {
    int seen = 0;
    while (!closed) {
      seen = awaitRegion(seen);
      for (int now = inside.get(); now < CLOSED; now = inside.get()) {
        if (inside.compareAndSet(now, now + 1)) {
          work();
          if (inside.decrementAndGet() == CLOSED && callerSleeps) {
            LockSupport.unpark(caller);
          }
          break;
        }
      }
    }
  }

  /// Returns the number of the region that came.
  private int awaitRegion(int seen) {
    for (int look = 0; look < LOOKS; look++) {
      if (region.get() != seen) {
        return region.get();
      }
      Thread.onSpinWait();
    }
    asleep.incrementAndGet();
    while (region.get() == seen && !closed) {
      LockSupport.park(this);
    }
    asleep.decrementAndGet();
    return region.get();
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
