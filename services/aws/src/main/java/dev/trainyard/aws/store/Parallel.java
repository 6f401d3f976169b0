package dev.trainyard.aws.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Does several things at once, on virtual threads, never more than a number for all callers. Thread-safe. */
final class Parallel implements AutoCloseable {
  private final ExecutorService threads = Executors
      .newThreadPerTaskExecutor(Thread.ofVirtual().name("aws-store-", 0).factory());
  private final Semaphore places;
  private final Duration patience;

  /** Who finds all places taken for longer than the patience is refused. */
  Parallel(int most, Duration patience) {
    this.places = new Semaphore(most);
    this.patience = patience;
  }

  /** Does all of it, waits for all of it, and throws the first failure. */
  void run(List<Runnable> works) {
    call(works.stream().<Callable<Boolean>>map(work -> () -> {
      work.run();
      return true;
    }).toList());
  }

  /** The same for works that give something, in their order. */
  <T> List<T> call(List<Callable<T>> works) {
    List<Future<T>> running = new ArrayList<>();
    try {
      for (Callable<T> work : works) {
        running.add(begin(work));
      }
      return results(running);
    } catch (InterruptedException stopped) {
      running.forEach(future -> future.cancel(true));
      Thread.currentThread().interrupt();
      throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "The work was stopped before the store answered.");
    }
  }

  /** Begins something that nobody waits for. */
  void later(Runnable work) {
    threads.execute(work);
  }

  private <T> Future<T> begin(Callable<T> work) throws InterruptedException {
    if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
          "The store has too much to do at once; try again in a moment.");
    }
    try {
      return threads.submit(() -> {
        try {
          return work.call();
        } finally {
          places.release();
        }
      });
    } catch (RuntimeException refused) {
      places.release();
      throw refused;
    }
  }

  private static <T> List<T> results(List<Future<T>> running) throws InterruptedException {
    List<T> results = new ArrayList<>();
    RuntimeException first = null;
    for (Future<T> future : running) {
      try {
        results.add(future.get());
      } catch (ExecutionException failed) {
        first = first != null
            ? first
            : failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
      }
    }
    if (first != null) {
      throw first;
    }
    return results;
  }

  /** Whether what was begun is stopped. */
  boolean isClosed() {
    return threads.isShutdown();
  }

  /** Stops what was begun. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
