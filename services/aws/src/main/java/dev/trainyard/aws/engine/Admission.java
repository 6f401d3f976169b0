package dev.trainyard.aws.engine;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Ran;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so many in at once, the others in the order of coming, each as long as it may wait. Thread-safe. */
final class Admission {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private final Semaphore places;

  Admission(int places) {
    this.places = new Semaphore(places, true);
  }

  /**
   * Does work once there is a place.
   *
   * @param longestWait for a place
   * @return what the work gave, or that it was turned away
   */
  Invocation enter(Duration longestWait, Supplier<Invocation> work) {
    try {
      if (!places.tryAcquire(Math.max(0, longestWait.toNanos()), TimeUnit.NANOSECONDS)) {
        return new Invocation.Overloaded(RETRY_AFTER);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Invocation.Unavailable("The engine was closed before the code ran.", Ran.NO);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
