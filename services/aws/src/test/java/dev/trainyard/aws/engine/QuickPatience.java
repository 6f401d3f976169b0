package dev.trainyard.aws.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Pauses take no time, though the clock goes on by them. Thread-safe. */
final class QuickPatience implements Patience {
  private final AtomicLong ahead = new AtomicLong();

  @Override
  public long nanos() {
    return System.nanoTime() + ahead.get();
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ahead.addAndGet(length.toNanos());
  }
}
