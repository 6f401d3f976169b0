package dev.trainyard.local.engine;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one worker's time and memory, and ends its process when one of them is over. A turn only writes down when it
 * must end. Thread-safe: one thread at a time begins and ends invocations, all others look at what it wrote.
 */
final class Watch implements Ticker.Watched, Sandbox.Measured {
  private static final long LONG_WORK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long NEVER = Long.MAX_VALUE;

  private final WorkerFactory.Started process;
  private final WorkerFactory.Recipe recipe;
  private final Ticker ticker;
  private final Runnable takeOver;
  private final Runnable stopping = this::halt;
  private volatile @Nullable Turn current;
  private volatile long limitAt = NEVER;
  private volatile long workingSince;
  private volatile long haltedAt = NEVER;
  private volatile boolean killed;

  /**
   * Nothing to watch yet.
   *
   * @param takeOver is told when the process is being ended, so that somebody waits for its report
   */
  Watch(WorkerFactory.Started process, WorkerFactory.Recipe recipe, Ticker ticker, Runnable takeOver) {
    this.process = process;
    this.recipe = recipe;
    this.ticker = ticker;
    this.takeOver = takeOver;
  }

  void begin() {
    process.sandbox().add(this);
    ticker.watch(this);
  }

  void end() {
    ticker.forget(this);
    process.sandbox().remove(this);
  }

  /** An invocation begins; gives the moment. */
  long begin(Turn turn, boolean cold) {
    long now = System.nanoTime();
    current = turn;
    workingSince = now;
    limitAt = now + (cold ? recipe.loadNanos() : recipe.timeoutNanos());
    turn.stoppable(stopping);
    ticker.wake();
    return now;
  }

  /** The code is loaded: from now on the time of the invocation itself counts. */
  void loaded() {
    workingSince = System.nanoTime();
    limitAt = workingSince + recipe.timeoutNanos();
  }

  /** The invocation is over. */
  void over() {
    limitAt = NEVER;
    current = null;
  }

  @Nullable
  Turn current() {
    return current;
  }

  long workingSince() {
    return workingSince;
  }

  /** Ends the process; its report comes over the connection. For any thread. */
  void halt() {
    if (haltedAt == NEVER) {
      haltedAt = System.nanoTime();
      takeOver.run();
      ticker.wake();
      if (!process.connection().halfClose()) {
        kill();
      }
    }
  }

  private void kill() {
    killed = true;
    process.sandbox().kill(process.id());
  }

  @Override
  public boolean tick(long now) {
    Turn turn = current;
    if (turn == null) {
      return false;
    }
    if (now - limitAt >= 0 && limitAt != NEVER && turn.decide(Turn.Stop.TIME)) {
      halt();
    }
    if (haltedAt != NEVER && now - haltedAt > PATIENCE) {
      if (!killed) {
        kill();
      } else if (now - haltedAt > 2 * PATIENCE) {
        process.connection().close();
      }
    }
    return true;
  }

  @Override
  public boolean worksForLong(long now) {
    return current != null && now - workingSince > LONG_WORK;
  }

  @Override
  public void uses(int kilobytes) {
    Turn turn = current;
    if (turn != null && kilobytes > recipe.memoryKilobytes() && turn.decide(Turn.Stop.MEMORY)) {
      halt();
    }
  }

  @Override
  public String id() {
    return process.id();
  }
}
