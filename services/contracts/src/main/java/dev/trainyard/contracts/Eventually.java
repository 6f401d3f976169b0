package dev.trainyard.contracts;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what need not be so at once. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Eventually() {
  }

  /**
   * Asks until it is so.
   *
   * @param what the expectation in words, for the failure
   * @param most how long to wait at the most
   * @param condition asked again and again
   */
  public static void holds(String what, Duration most, BooleanSupplier condition) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + most.toMillis() + " ms: " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
