package dev.trainyard.local.engine;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Usual turns of a warm worker, served while its process is listened to, on whichever thread comes: who submits an
 * invocation sends it, and the listener hears the answer and sends the next one. Whatever is unusual is handed to the
 * worker's own thread. Thread-safe: a lock is held by whoever serves, and nothing waits while it is held.
 */
final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final Worker worker;
  private final WorkerPool pool;
  private final WorkerProcess process;
  private final Connection connection;
  private final Watch watch;
  private final HeldSlot slot;
  private final Listener listener;
  private final Thread thread = Thread.currentThread();
  private volatile boolean disturbed;
  private final ReentrantLock serving = new ReentrantLock();
  private boolean listened;
  private @Nullable Handed handed;

  /** Not listened to yet; made by the worker's own thread. */
  Listening(Worker worker, WorkerPool pool, WorkerProcess process, Connection connection, Watch watch, HeldSlot slot,
      Listener listener) {
    this.worker = worker;
    this.pool = pool;
    this.process = process;
    this.connection = connection;
    this.watch = watch;
    this.slot = slot;
    this.listener = listener;
  }

  /** Begins; for the worker's own thread. */
  void begin() throws IOException {
    serving.lock();
    try {
      connection.listen(listener, worker);
      listened = true;
    } finally {
      serving.unlock();
    }
  }

  /** Ends, if it has begun; for the worker's own thread, which does all the rest. */
  void end() {
    serving.lock();
    try {
      if (listened) {
        listened = false;
        connection.leave(listener);
      }
    } catch (IOException gone) {
      LOG.trace("What follows will show that worker {} has gone.", watch.id(), gone);
    } finally {
      serving.unlock();
    }
  }

  /** Whether it has begun; for the worker's own thread. */
  boolean isOn() {
    return listened;
  }

  /** Whether the process sent something while it had no invocation: it shall not have another. */
  boolean isDisturbed() {
    return disturbed;
  }

  /** Whether an invocation waits for the worker's own thread, which asks after it was woken. */
  boolean hasHanded() {
    return handed != null;
  }

  /** What others have begun, null if nothing; for the worker's own thread when nobody listens any more. */
  @Nullable
  Handed takeHanded() {
    Handed begun = handed;
    handed = null;
    return begun;
  }

  /** Something unusual is going on: true if the worker's own thread shall receive what comes. */
  boolean takeOver() {
    serving.lock();
    try {
      Turn turn = watch.current();
      boolean taken = listened && handed == null && turn != null;
      if (taken && turn != null) {
        hand(new Handed(turn, watch.workingSince(), Handed.Step.RECEIVE, null));
      }
      return taken;
    } finally {
      serving.unlock();
    }
  }

  /** Serves on the calling thread; false if the worker's own has to go on. */
  boolean serve() {
    serving.lock();
    try {
      return listened && !disturbed && serveNext();
    } finally {
      serving.unlock();
    }
  }

  /** There is something to read; false if the worker's own thread has to go on. */
  boolean readable() {
    serving.lock();
    try {
      return !listened || handed != null || disturbed || hear();
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
        if (!pool.ready(worker)) {
          return true;
        }
      }
    }
    long started = watch.begin(turn, false);
    try {
      boolean sent = turn.stop() == null && process.sendAtOnce(turn);
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
        process.complete(turn, answer, started, false);
        watch.over();
        return goOn();
      }
    } catch (IOException unusual) {
      LOG.trace("An unusual answer of worker {}.", watch.id(), unusual);
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
      return !pool.ready(worker);
    }
    return serveNext();
  }
}
