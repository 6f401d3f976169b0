package dev.trainyard.local.engine;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker process and the thread that looks after it. The thread talks with the process while it loads its code, and
 * whenever anything is unusual; it is the engine's own, so that whatever becomes of callers never touches the
 * connection. A warm process is listened to instead, so that a usual turn wakes no thread in between. One invocation at
 * a time. Thread-safe: others serve through {@link Listening}, and only wake this thread.
 */
final class Worker implements WorkerPool.Member, Listener.Heard {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long GIVING_BACK = TimeUnit.MILLISECONDS.toNanos(100);

  private final WorkerPool pool;
  private final HeldSlot slot;
  private final Connection connection;
  private final Watch watch;
  private final WorkerProcess process;
  private final Listening listening;
  private final Thread thread = Thread.currentThread();
  private volatile boolean woken;
  private volatile boolean ending;

  /** A worker whose process is being started; made by its own thread. */
  Worker(WorkerPool pool, WorkerFactory.Recipe recipe, WorkerFactory.Started started, HeldSlot slot, Ticker ticker,
      Listener listener) {
    this.pool = pool;
    this.slot = slot;
    this.connection = started.connection();
    this.watch = new Watch(started, recipe, ticker, this::takeOver);
    this.process = new WorkerProcess(pool, recipe, started, watch);
    this.listening = new Listening(this, pool, process, connection, watch, slot, listener);
  }

  /** Works until it is told to end, or its process is of no further use. */
  void run() {
    watch.begin();
    pool.made();
    try {
      while (process.isUsable() && awaitWork()) {
        if (!listening.hasHanded()) {
          slot.acquire();
        }
        if (listening.hasHanded() || !listening.serve()) {
          workOff();
        }
      }
    } finally {
      watch.end();
      connection.close();
      slot.release();
      pool.ended(this);
    }
  }

  /** Waits until this thread is needed; false if it shall end. */
  private boolean awaitWork() {
    if (!listening.isOn()) {
      if (process.hasLoaded() && !listen()) {
        return false;
      }
      if (pool.ready(this)) {
        return true;
      }
      if (!listening.isOn()) {
        slot.release();
      }
    }
    while (!woken) {
      if (!listening.isDisturbed()) {
        LockSupport.park(this);
      } else if (pool.leave(this)) {
        return false;
      } else {
        LockSupport.parkNanos(this, GIVING_BACK); // Whoever took this worker is about to wake it, or to give it back.
      }
    }
    woken = false;
    return !ending;
  }

  private boolean listen() {
    try {
      listening.begin();
      return true;
    } catch (IOException gone) {
      LOG.trace("Worker {} has gone before it was listened to.", watch.id(), gone);
      return false;
    }
  }

  /** Serves with all patience, on this thread, which holds a slot. */
  private void workOff() {
    listening.end();
    try {
      Handed begun = listening.takeHanded();
      Turn turn = begun == null ? pool.next() : finish(begun);
      while (turn != null) {
        serve(turn);
        turn = following();
      }
    } finally {
      slot.release();
    }
  }

  private @Nullable Turn following() {
    return process.isUsable() && !slot.contended() ? pool.next() : null;
  }

  private @Nullable Turn finish(Handed begun) {
    switch (begun.step()) {
      case SEND -> serve(begun.turn());
      case RECEIVE -> receive(begun.turn(), begun.started(), false, begun.received());
      case BREAK_OFF -> {
        process.brokenOff(begun.turn(), begun.started(), false, false);
        watch.over();
      }
    }
    return following();
  }

  private void serve(Turn turn) {
    boolean cold = !process.hasLoaded();
    long started = watch.begin(turn, cold);
    if (turn.stop() != null) {
      watch.halt();
    }
    try {
      process.send(turn);
    } catch (IOException broken) {
      process.brokenOff(turn, started, cold, false);
      watch.over();
      return;
    }
    receive(turn, started, cold, null);
  }

  private void receive(Turn turn, long started, boolean cold, Connection.@Nullable Message received) {
    try {
      TurnAnswer answer = process.answer(received == null ? connection.receive() : received);
      process.answered(turn, answer, started, cold);
    } catch (Connection.Ended end) {
      process.ended(turn, FinalReport.parse(end.tail()), started, cold, true);
    } catch (IOException broken) {
      process.brokenOff(turn, started, cold, true);
    } finally {
      watch.over();
    }
  }

  private void takeOver() {
    if (listening.takeOver()) {
      wake();
    }
  }

  @Override
  public void work() {
    if (!listening.serve()) {
      wake();
    }
  }

  @Override
  public void readable() {
    if (!listening.readable()) {
      wake();
    }
  }

  private void wake() {
    woken = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void end() {
    ending = true;
    wake();
  }

  @Override
  public boolean hasEnded() {
    return !process.isAlive();
  }

  @Override
  public int memoryKilobytes() {
    return process.memoryKilobytes();
  }
}
