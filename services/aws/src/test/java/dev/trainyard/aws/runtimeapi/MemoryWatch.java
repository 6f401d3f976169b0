package dev.trainyard.aws.runtimeapi;

import dev.trainyard.engine.MemorySize;
import java.util.concurrent.locks.LockSupport;

/** Kills a sandbox whose processes take more memory than a function has, as Lambda does. Thread-safe. */
final class MemoryWatch {
  private static final long PAUSE = 20_000_000;

  private final Process process;
  private final ProcessTree tree;
  private final MemorySize limit;
  private volatile int mostKilobytes;
  private volatile boolean paused;

  private MemoryWatch(Process process, ProcessTree tree, MemorySize limit) {
    this.process = process;
    this.tree = tree;
    this.limit = limit;
  }

  /**
   * Watches until the process ends.
   *
   * @param exceeded is told before it is killed
   */
  static MemoryWatch over(Process process, ProcessTree tree, MemorySize limit, Runnable exceeded) {
    MemoryWatch watch = new MemoryWatch(process, tree, limit);
    Thread.ofVirtual().start(() -> watch.run(exceeded));
    return watch;
  }

  private void run(Runnable exceeded) {
    while (process.isAlive()) {
      if (!paused) {
        int taken = tree.takenKilobytes();
        mostKilobytes = Math.max(mostKilobytes, taken);
        if (taken > limit.megabytes() * 1024) {
          exceeded.run();
          process.destroyForcibly();
        }
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Stops looking, while nothing can grow. */
  void pause(boolean wanted) {
    paused = wanted;
  }

  /** The most so far. */
  int mostMegabytes() {
    mostKilobytes = Math.max(mostKilobytes, tree.peakKilobytes());
    return Math.max(1, mostKilobytes / 1024);
  }
}
