package dev.trainyard.local.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs SQL on platform threads of its own, one for each session, because a call into SQLite holds the carrier of a
 * virtual thread. Work waits in one bounded queue; what finds it full, or waits in it for too long, is refused and
 * never runs. Thread-safe; callers block until their work is done.
 */
final class SqlExecutor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlExecutor.class);

  /** How long work that runs is waited for: past it the disk hangs. */
  private static final Duration MOST_RUNNING = Duration.ofSeconds(60);

  private final BlockingQueue<SqlTask<?>> queue;
  private final Duration patience;
  private final List<SqlSession> sessions;
  private final List<Thread> threads = new ArrayList<>();
  private final SqlTask<Boolean> stop = new SqlTask<>(_ -> true);
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param name of the threads
   * @param sessions one for each thread; closed with this
   * @param runner what a thread does with work it took off the queue
   * @param queueLimit how many tasks wait at the most
   * @param patience how long a task waits at the most
   */
  SqlExecutor(String name, List<SqlSession> sessions, Runner runner, int queueLimit, Duration patience) {
    this.queue = new ArrayBlockingQueue<>(queueLimit);
    this.patience = patience;
    this.sessions = List.copyOf(sessions);
    for (SqlSession session : sessions) {
      threads.add(Thread.ofPlatform().daemon().name(name + '-' + threads.size()).start(() -> serve(session, runner)));
    }
  }

  /**
   * Runs work and waits for it.
   *
   * @param <T> what it finds
   * @param work what to run
   * @return what it found
   * @throws TrainyardException as the work throws it; {@code overloaded} if the work never ran; else
   * {@code store_unavailable}
   */
  <T> T run(SqlWork<T> work) {
    SqlTask<T> task = new SqlTask<>(work);
    if (closed || !queue.offer(task)) {
      throw closed ? stopping() : overloaded();
    }
    if (closed && task.abandon()) {
      throw stopping();
    }
    return await(task);
  }

  private <T> T await(SqlTask<T> task) {
    boolean interrupted = false;
    Duration left = patience;
    try {
      while (true) {
        try {
          return task.await(left);
        } catch (InterruptedException _) {
          interrupted = true;
          if (task.abandon()) {
            throw stopping();
          }
          left = MOST_RUNNING;
        } catch (TimeoutException late) {
          if (task.abandon()) {
            throw overloaded();
          }
          if (left.equals(MOST_RUNNING)) {
            throw hanging(late);
          }
          left = MOST_RUNNING;
        } catch (ExecutionException failed) {
          Throwable why = failed.getCause();
          throw SqlFailures.translate(why == null ? failed : why);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void serve(SqlSession session, Runner runner) {
    try {
      boolean going = true;
      while (going) {
        List<SqlTask<?>> taken = new ArrayList<>();
        taken.add(queue.take());
        queue.drainTo(taken, runner.most() - 1);
        going = !taken.remove(stop);
        List<SqlTask<?>> claimed = taken.stream().filter(SqlTask::start).toList();
        if (!claimed.isEmpty()) {
          runner.run(session, claimed);
        }
      }
    } catch (InterruptedException unexpected) {
      LOG.error("a thread of the store was interrupted and ends", unexpected);
      closed = true;
    }
  }

  /** Runs what waits, refuses what comes, and ends the threads. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      for (Thread _ : threads) {
        queue.put(stop);
      }
      for (Thread thread : threads) {
        thread.join(MOST_RUNNING);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    sessions.forEach(SqlFailures::close);
  }

  private static TrainyardException overloaded() {
    return new TrainyardException(ErrorCode.OVERLOADED,
        "The store has more to do than it can; nothing was done, try again in a few seconds.");
  }

  private static TrainyardException stopping() {
    return unavailable("The server is stopping; nothing was done, try again when it is back.", null);
  }

  private static TrainyardException hanging(TimeoutException late) {
    return unavailable("The disk of the data folder does not answer; whether the change was made is not known.", late);
  }

  private static TrainyardException unavailable(String detail, @Nullable Throwable cause) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE, detail, Map.of(), cause);
  }

  /** What a thread does with the work that it took off the queue. */
  interface Runner {

    /** How many tasks are taken at once. */
    int most();

    /** Runs tasks and answers every one of them. Never throws. */
    void run(SqlSession session, List<SqlTask<?>> tasks);
  }
}
