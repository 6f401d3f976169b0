package dev.trainyard.aws.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How time passes, so that tests need not wait for it. Thread-safe. */
interface Patience {
  /** The time of the machine. */
  Patience REAL = new Patience() {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
      long end = System.nanoTime() + length.toNanos();
      for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(this, left);
      }
    }
  };

  /** A reading that only differences mean something of, in nanoseconds. */
  long nanos();

  /** Lets some time pass. */
  void pause(Duration length) throws InterruptedException;
}
