package dev.trainyard.local.engine;

import java.util.concurrent.TimeUnit;

/**
 * How many workers a pool has, and when it gets one more: when waiting for one costs more than making one. That is at
 * once where invocations are known to take long, else when there is waiting at every look; above the warm number only
 * after long waiting. Not thread-safe: its pool's lock guards it; only {@link #served} is for any thread.
 */
final class PoolSize {
  private static final long WORTH_A_WORKER = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int OFTEN = 2;
  private static final long LONG_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  private final WorkerPool pool;
  private final WorkerPool.Bounds bounds;
  private final WorkerBudget budget;
  private int size;
  private int beingMade;
  private int looksInARow;
  private volatile long usualNanos;
  private long lastGrowth = System.nanoTime() - LONG_WAIT;

  /** No worker yet. */
  PoolSize(WorkerPool pool, WorkerPool.Bounds bounds, WorkerBudget budget) {
    this.pool = pool;
    this.bounds = bounds;
    this.budget = budget;
  }

  /** The workers there are, with those that are being made. */
  int size() {
    return size;
  }

  /** One more is to wait, with so many before it: whether the pool grows by a worker. */
  boolean growAtOnce(int before) {
    int inLine = before + 1;
    boolean due = size == 0
        || (size < bounds.warm() && inLine > beingMade && usualNanos * inLine / size > WORTH_A_WORKER);
    return due && grow();
  }

  /** Somebody looked, and nobody waits. */
  void nobodyWaits() {
    looksInARow = 0;
  }

  /**
   * Somebody looked: whether the pool grows by a worker.
   *
   * @param now the moment
   * @param waited for how long the first of the line has waited
   * @param inLine how many wait
   * @param anyIdle whether there is a worker that could serve them
   */
  boolean growAfter(long now, long waited, int inLine, boolean anyIdle) {
    looksInARow++;
    return !anyIdle && inLine > beingMade && size < bounds.most() && isDue(now, waited) && grow();
  }

  private boolean isDue(long now, long waited) {
    return size < bounds.warm()
        ? size == 0 || looksInARow >= OFTEN
        : waited > LONG_WAIT && now - lastGrowth > LONG_WAIT;
  }

  /** Grows by a worker, if there is room for it. */
  boolean grow() {
    boolean grown = budget.take(pool, size == 0);
    if (grown) {
      size++;
      beingMade++;
      lastGrowth = System.nanoTime();
    }
    return grown;
  }

  /** A worker has been made. Who waited for it was waiting at every look; only who still does counts from now on. */
  void made() {
    beingMade--;
    looksInARow = 0;
  }

  /** A worker could not be made. */
  void failed() {
    beingMade--;
    ended();
  }

  /** A worker has ended. */
  void ended() {
    size--;
    budget.giveBack(pool);
  }

  /** Learns how long invocations take. */
  void served(long nanos) {
    long usual = usualNanos;
    usualNanos = usual + (nanos - usual) / 8;
  }
}
