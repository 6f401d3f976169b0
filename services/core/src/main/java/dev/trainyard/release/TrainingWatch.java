package dev.trainyard.release;

import dev.trainyard.release.Training.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Follows one training, wherever it runs: what this server does is seen at once, what another does within a second. To
 * be closed. One thread asks; the lock guards the latest state, which the training's thread brings.
 */
public final class TrainingWatch implements AutoCloseable {
  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TrainingId id;
  private final TrainingEvents events;
  private final Supplier<Training> stored;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition brought = lock.newCondition();
  private Optional<Training> latest = Optional.empty();
  private Optional<Training> given = Optional.empty();

  TrainingWatch(TrainingId id, TrainingEvents events, Supplier<Training> stored) {
    this.id = id;
    this.events = events;
    this.stored = stored;
  }

  /**
   * The training's next state that was not given yet; the first call gives the present one.
   *
   * @param longest how long to wait for it
   * @return the state; empty if nothing changed within that time, or the end was given already
   * @throws InterruptedException if the caller is to stop
   */
  public Optional<Training> next(Duration longest) throws InterruptedException {
    return ended() ? Optional.empty() : await((training, heard) -> heard || isNews(training), longest);
  }

  /**
   * The training's end.
   *
   * @param longest how long to wait for it
   * @return the ended training; empty if it still runs after that time
   * @throws InterruptedException if the caller is to stop
   */
  public Optional<Training> end(Duration longest) throws InterruptedException {
    return ended() ? given : await((training, _) -> training.state() != State.RUNNING, longest);
  }

  /**
   * Whether the training's end was given.
   *
   * @return true after it
   */
  public boolean ended() {
    return given.isPresent() && given.get().state() != State.RUNNING;
  }

  @Override
  public void close() {
    events.remove(id, this);
  }

  void offer(Training training) {
    lock.lock();
    try {
      latest = Optional.of(training);
      brought.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Training> await(BiPredicate<Training, Boolean> wanted, Duration longest)
      throws InterruptedException {
    long left = longest.toNanos();
    while (true) {
      Optional<Training> heard = take();
      Training now = heard.orElseGet(stored);
      if (wanted.test(now, heard.isPresent())) {
        given = Optional.of(now);
        return given;
      }
      if (left <= 0) {
        return Optional.empty();
      }
      left -= pause(Math.min(left, POLL_NANOS));
    }
  }

  /** What the store says may be behind what was heard. */
  private boolean isNews(Training now) {
    return given.isEmpty() || now.state() != State.RUNNING || now.of() != given.get().of()
        || now.done() > given.get().done();
  }

  private Optional<Training> take() {
    lock.lock();
    try {
      Optional<Training> taken = latest;
      latest = Optional.empty();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something is brought, and tells how long that took. */
  private long pause(long longest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = longest;
      while (latest.isEmpty() && left > 0) {
        left = brought.awaitNanos(left);
      }
      return longest - Math.max(0, left);
    } finally {
      lock.unlock();
    }
  }
}
