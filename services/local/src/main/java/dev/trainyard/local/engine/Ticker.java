package dev.trainyard.local.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that looks after time: every 10 ms it asks what is watched to look at the clock. While nothing is
 * going on it sleeps. Cheaper than a timer per turn, since a turn only writes down when it must end. Thread-safe.
 */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long REST = TimeUnit.SECONDS.toNanos(1);

  private final Set<Watched> all = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean resting;
  private volatile boolean closed;

  /** Something that depends on time. */
  interface Watched {
    /**
     * Looks at the clock. Must not block.
     *
     * @param now of {@link System#nanoTime}
     * @return whether to look again soon; else within a second, or after a {@link Ticker#wake}
     */
    boolean tick(long now);
  }

  Ticker() {
    thread = Thread.ofPlatform().name("engine-ticker").daemon().start(this::run);
  }

  void watch(Watched each) {
    all.add(each);
    wake();
  }

  void forget(Watched each) {
    all.remove(each);
  }

  /** Says that something is going on. Costs a read when the ticker is awake. */
  void wake() {
    if (resting) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      if (tickAll()) {
        LockSupport.parkNanos(TICK);
      } else {
        resting = true;
        if (!tickAll() && !closed) {
          LockSupport.parkNanos(REST);
        }
        resting = false;
      }
    }
  }

  private boolean tickAll() {
    long now = System.nanoTime();
    boolean busy = false;
    for (Watched each : all) {
      try {
        busy |= each.tick(now);
      } catch (RuntimeException ours) {
        LOG.error("A look at the clock failed.", ours);
      }
    }
    return busy;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
