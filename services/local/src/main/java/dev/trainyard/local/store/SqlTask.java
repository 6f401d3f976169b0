package dev.trainyard.local.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work on its way through a queue: it runs once, or its caller takes it back before it ran. Thread-safe: one thread
 * calls {@link #start}, {@link #run}, {@link #answer} and {@link #fail}, another waits.
 */
final class SqlTask<T> {
  private final SqlWork<T> work;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private Runnable reply = () -> {
  };

  SqlTask(SqlWork<T> work) {
    this.work = work;
  }

  /** Claims the task for the thread that will run it; false if its caller took it back. */
  boolean start() {
    return state.compareAndSet(State.WAITING, State.STARTED);
  }

  /** Takes the task back; false if it is running or has run. */
  boolean abandon() {
    return state.compareAndSet(State.WAITING, State.ABANDONED);
  }

  /** Runs the work, keeps what came of it for {@link #answer}, and says what failed. */
  Optional<Throwable> run(SqlSession session) {
    try {
      T found = work.run(session);
      reply = () -> answer.complete(found);
      return Optional.empty();
    } catch (Throwable thrown) {
      reply = () -> answer.completeExceptionally(thrown);
      return Optional.of(thrown);
    }
  }

  /** Tells the caller what came of the work. */
  void answer() {
    reply.run();
  }

  /** Tells the caller that it failed, whatever came of the work. */
  void fail(Throwable why) {
    answer.completeExceptionally(why);
  }

  T await(Duration patience) throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private enum State {
    WAITING, STARTED, ABANDONED
  }
}
