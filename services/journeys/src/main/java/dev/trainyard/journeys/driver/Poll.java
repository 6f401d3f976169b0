package dev.trainyard.journeys.driver;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
public final class Poll {
  private Poll() {
  }

  public static void until(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited %d s for %s.".formatted(limit.toSeconds(), what));
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
