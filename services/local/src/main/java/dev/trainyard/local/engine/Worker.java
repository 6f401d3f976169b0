package dev.trainyard.local.engine;

import dev.trainyard.engine.Usage;
import dev.trainyard.local.engine.FinalReport.Phase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker process and the thread that looks after it. The thread talks with the process while it loads its code, and
 * whenever anything is unusual; it is the engine's own, so that whatever becomes of callers never touches the
 * connection. A warm process is listened to: who submits an invocation sends it, and the listener hears the answer and
 * sends the next one, so that a usual turn wakes no thread in between. One invocation at a time. Thread-safe where
 * other threads come in: the submitter, the listener, the ticker, whoever stops an invocation, and the pool.
 */
final class Worker implements WorkerPool.Member, Listener.Heard {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long GIVING_BACK = TimeUnit.MILLISECONDS.toNanos(100);

  private final WorkerPool pool;
  private final WorkerFactory.Recipe recipe;
  private final HeldSlot slot;
  private final Watch watch;
  private final Listener listener;
  private final Thread thread = Thread.currentThread();
  private final long created = System.nanoTime();
  private final String id;
  private final Sandbox sandbox;
  private final Connection connection;
  private volatile boolean woken;
  private volatile boolean ending;
  private volatile int memory;
  private volatile boolean loaded;
  private volatile boolean disturbed;
  private boolean usable = true;
  /** Held by whoever serves a process that is listened to; nothing waits while it is held. Changes hands with it: */
  private final ReentrantLock serving = new ReentrantLock();
  private boolean listened;
  private @Nullable Handed handed;

  /** A worker whose process is being started; made by its own thread. */
  Worker(WorkerPool pool, WorkerFactory.Recipe recipe, WorkerFactory.Started started, HeldSlot slot, Ticker ticker,
      Listener listener) {
    this.pool = pool;
    this.recipe = recipe;
    this.slot = slot;
    this.watch = new Watch(started, recipe, ticker, this::takeOver);
    this.listener = listener;
    this.id = started.id();
    this.sandbox = started.sandbox();
    this.connection = started.connection();
    this.memory = recipe.usualMemoryKilobytes();
  }

  /** Works until it is told to end, or its process is of no further use. */
  void run() {
    watch.begin();
    pool.made();
    try {
      while (usable && awaitWork()) {
        if (handed == null) {
          slot.acquire();
        }
        if (handed != null || !serveListened()) {
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
    if (!listened) {
      if (loaded && !listen()) {
        return false;
      }
      if (pool.ready(this)) {
        return true;
      }
      if (!listened) {
        slot.release();
      }
    }
    while (!woken) {
      if (!disturbed) {
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
    serving.lock();
    try {
      connection.listen(listener, this);
      listened = true;
    } catch (IOException gone) {
      usable = false;
    } finally {
      serving.unlock();
    }
    return usable;
  }

  private void leave() {
    serving.lock();
    try {
      if (listened) {
        listened = false;
        connection.leave(listener);
      }
    } catch (IOException gone) {
      LOG.trace("What follows will show that worker {} has gone.", id, gone);
    } finally {
      serving.unlock();
    }
  }

  /** Something unusual is going on: the worker's own thread shall receive what comes. */
  private void takeOver() {
    boolean taken;
    serving.lock();
    try {
      Turn turn = watch.current();
      taken = listened && handed == null && turn != null;
      if (taken && turn != null) {
        hand(new Handed(turn, watch.workingSince(), Handed.Step.RECEIVE, null));
      }
    } finally {
      serving.unlock();
    }
    if (taken) {
      wake();
    }
  }

  /** Serves with all patience, on the worker's own thread, which holds a slot. */
  private void workOff() {
    leave();
    try {
      Handed begun = handed;
      handed = null;
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
    return usable && !slot.contended() ? pool.next() : null;
  }

  private @Nullable Turn finish(Handed begun) {
    switch (begun.step()) {
      case SEND -> serve(begun.turn());
      case RECEIVE -> receive(begun.turn(), begun.started(), false, begun.received());
      case BREAK_OFF -> {
        brokenOff(begun.turn(), begun.started(), false, false);
        watch.over();
      }
    }
    return following();
  }

  private void serve(Turn turn) {
    boolean cold = !loaded;
    long started = watch.begin(turn, cold);
    if (turn.stop() != null) {
      watch.halt();
    }
    try {
      TurnRequest request = recipe.request(turn.request());
      connection.send(request.header(), request.event());
    } catch (IOException broken) {
      brokenOff(turn, started, cold, false);
      watch.over();
      return;
    }
    receive(turn, started, cold, null);
  }

  private void receive(Turn turn, long started, boolean cold, Connection.@Nullable Message received) {
    try {
      answered(turn, answer(received == null ? connection.receive() : received), started, cold);
    } catch (Connection.Ended end) {
      ended(turn, FinalReport.parse(end.tail()), started, cold, true);
    } catch (IOException broken) {
      brokenOff(turn, started, cold, true);
    } finally {
      watch.over();
    }
  }

  private TurnAnswer answer(Connection.Message message) throws IOException {
    TurnAnswer answer = TurnAnswer.parse(message);
    if (answer.isNotice()) {
      loaded = true;
      watch.loaded();
      answer = TurnAnswer.parse(connection.receive());
    }
    return answer;
  }

  @Override
  public void work() {
    if (!serveListened()) {
      wake();
    }
  }

  /** Serves on the calling thread; false if the worker's own has to go on. */
  private boolean serveListened() {
    serving.lock();
    try {
      return listened && !disturbed && serveNext();
    } finally {
      serving.unlock();
    }
  }

  /** Sends what is next in line, else becomes idle; false if the worker's own thread has to go on. */
  private boolean serveNext() {
    Turn turn = null;
    while (turn == null) {
      if (!slot.tryAcquire()) {
        return false;
      }
      turn = pool.next();
      if (turn == null) {
        slot.release();
        if (!pool.ready(this)) {
          return true;
        }
      }
    }
    long started = watch.begin(turn, false);
    try {
      TurnRequest request = recipe.request(turn.request());
      boolean sent = turn.stop() == null && connection.sendAtOnce(request.header(), request.event());
      return sent || hand(new Handed(turn, started, Handed.Step.SEND, null));
    } catch (IOException broken) {
      return hand(new Handed(turn, started, Handed.Step.BREAK_OFF, null));
    }
  }

  private boolean hand(Handed begun) {
    handed = begun;
    connection.hush(listener);
    return false;
  }

  @Override
  public void readable() {
    boolean heard;
    serving.lock();
    try {
      heard = !listened || handed != null || disturbed || hear();
    } finally {
      serving.unlock();
    }
    if (!heard) {
      wake();
    }
  }

  /** Hears a usual answer and serves on; false if the worker's own thread has to go on. */
  private boolean hear() {
    Turn turn = watch.current();
    long started = watch.workingSince();
    Connection.@Nullable Message message = null;
    try {
      message = connection.receiveAtOnce();
      if (message == null) {
        return true;
      }
      TurnAnswer answer = TurnAnswer.parse(message);
      if (turn != null && isUsual(answer, turn) && turn.decide(Turn.Stop.ANSWERED)) {
        complete(turn, answer, started, false);
        watch.over();
        return goOn();
      }
    } catch (IOException unusual) {
      LOG.trace("An unusual answer of worker {}.", id, unusual);
    }
    if (turn != null) {
      return hand(new Handed(turn, started, Handed.Step.RECEIVE, message));
    }
    disturbed = true;
    connection.hush(listener);
    LockSupport.unpark(thread);
    return true;
  }

  private static boolean isUsual(TurnAnswer answer, Turn turn) {
    return answer.ok() && !answer.isNotice() && !answer.retires() && answer.id().equals(turn.request().id());
  }

  private boolean goOn() {
    if (slot.contended()) {
      slot.release();
      return !pool.ready(this);
    }
    return serveNext();
  }

  private void answered(Turn turn, TurnAnswer answer, long started, boolean cold) throws IOException {
    if (!answer.id().equals(turn.request().id())) {
      throw new IOException("an answer to another request");
    }
    if (!turn.decide(Turn.Stop.ANSWERED)) {
      Optional<FinalReport> report = FinalReport.await(connection);
      if (report.isEmpty() || report.get().phase() != Phase.IDLE) {
        ended(turn, report, started, cold, true);
        return;
      }
      usable = false;
    }
    loaded = true;
    usable &= !answer.retires();
    complete(turn, answer, started, cold);
  }

  private void complete(Turn turn, TurnAnswer answer, long started, boolean cold) throws IOException {
    long now = System.nanoTime();
    memory = recipe.learnMemory(answer.memoryKilobytes());
    Usage usage = usage(turn, started, cold, now, answer.runMicros(), answer.memoryKilobytes());
    if (!cold) {
      pool.served(now - started);
    }
    turn.complete(recipe.outcome(answer, usage));
  }

  private void ended(Turn turn, Optional<FinalReport> report, long started, boolean cold, boolean sent) {
    usable = false;
    Turn.Stop stop = turn.stop();
    if (stop == null && report.isPresent() && report.get().phase() == Phase.IDLE && turn.unclaim()) {
      pool.putBack(turn);
      return;
    }
    long now = System.nanoTime();
    long runMicros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, now - watch.workingSince()));
    Usage usage = usage(turn, started, cold, now, runMicros, report.map(FinalReport::memoryKilobytes).orElse(0));
    Endings.Facts facts = recipe.facts(turn.request(), runMicros, cold);
    turn.complete(Endings.judge(stop, facts, report.orElse(null), usage, sent));
  }

  /** The worker sent what is no answer, or the connection was cut: its supervisor still knows how it ended. */
  private void brokenOff(Turn turn, long started, boolean cold, boolean sent) {
    usable = false;
    watch.halt();
    ended(turn, FinalReport.await(connection), started, cold, sent);
  }

  private Usage usage(Turn turn, long started, boolean cold, long now, long runMicros, int memoryKilobytes) {
    long from = cold ? Math.max(turn.submitted(), Math.min(created, started)) : started;
    long ready = cold ? now - TimeUnit.MICROSECONDS.toNanos(runMicros) : from;
    return turn.usage(from, ready, runMicros, memoryKilobytes);
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
    return !sandbox.isAlive();
  }

  @Override
  public int memoryKilobytes() {
    return memory;
  }
}
