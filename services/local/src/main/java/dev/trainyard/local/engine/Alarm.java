package dev.trainyard.local.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does something when a moment has come, unless it was closed before. */
final class Alarm implements Ticker.Watched, AutoCloseable {
  private final Ticker ticker;
  private final long at;
  private final Runnable action;
  private final AtomicBoolean over = new AtomicBoolean();

  private Alarm(Ticker ticker, long at, Runnable action) {
    this.ticker = ticker;
    this.at = at;
    this.action = action;
  }

  static Alarm set(Ticker ticker, long nanos, Runnable action) {
    Alarm alarm = new Alarm(ticker, System.nanoTime() + nanos, action);
    ticker.watch(alarm);
    return alarm;
  }

  @Override
  public boolean tick(long now) {
    if (now - at >= 0 && over.compareAndSet(false, true)) {
      ticker.forget(this);
      action.run();
    }
    return !over.get();
  }

  @Override
  public void close() {
    over.set(true);
    ticker.forget(this);
  }
}
