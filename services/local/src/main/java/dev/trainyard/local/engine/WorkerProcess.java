package dev.trainyard.local.engine;

import dev.trainyard.engine.Usage;
import dev.trainyard.local.engine.FinalReport.Phase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process of a worker: what is known of it, and what becomes of the one invocation that it has. Thread-safe as far
 * as others look at it; it is the worker's own thread, or who serves for it, that brings an invocation to its end, one
 * at a time.
 */
final class WorkerProcess {
  private final WorkerPool pool;
  private final WorkerFactory.Recipe recipe;
  private final Sandbox sandbox;
  private final Connection connection;
  private final Watch watch;
  private final long created = System.nanoTime();
  private volatile int memory;
  private volatile boolean loaded;
  private boolean usable = true;

  /** A process that has been said hello to. */
  WorkerProcess(WorkerPool pool, WorkerFactory.Recipe recipe, WorkerFactory.Started started, Watch watch) {
    this.pool = pool;
    this.recipe = recipe;
    this.sandbox = started.sandbox();
    this.connection = started.connection();
    this.watch = watch;
    this.memory = recipe.usualMemoryKilobytes();
  }

  /** Whether it can serve once more; for the worker's own thread. */
  boolean isUsable() {
    return usable;
  }

  /** Whether it has loaded its code. */
  boolean hasLoaded() {
    return loaded;
  }

  boolean isAlive() {
    return sandbox.isAlive();
  }

  int memoryKilobytes() {
    return memory;
  }

  void send(Turn turn) throws IOException {
    TurnRequest request = recipe.request(turn.request());
    connection.send(request.header(), request.event());
  }

  /** Sends without waiting; false if the invocation is too long for that. */
  boolean sendAtOnce(Turn turn) throws IOException {
    TurnRequest request = recipe.request(turn.request());
    return connection.sendAtOnce(request.header(), request.event());
  }

  /** Waits for an answer, after the notice that the code has been loaded, if one comes. */
  TurnAnswer answer(Connection.Message first) throws IOException {
    TurnAnswer answer = TurnAnswer.parse(first);
    if (answer.isNotice()) {
      loaded = true;
      watch.loaded();
      answer = TurnAnswer.parse(connection.receive());
    }
    return answer;
  }

  /** An answer has come, be it too late. */
  void answered(Turn turn, TurnAnswer answer, long started, boolean cold) throws IOException {
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

  /** An answer has come in time. */
  void complete(Turn turn, TurnAnswer answer, long started, boolean cold) throws IOException {
    long now = System.nanoTime();
    memory = recipe.learnMemory(answer.memoryKilobytes());
    Usage usage = usage(turn, started, cold, now, answer.runMicros(), answer.memoryKilobytes());
    if (!cold) {
      pool.served(now - started);
    }
    turn.complete(recipe.outcome(answer, usage));
  }

  /** The process has ended; its report, if there is one, says how. */
  void ended(Turn turn, Optional<FinalReport> report, long started, boolean cold, boolean sent) {
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

  /** It sent what is no answer, or the connection was cut: its supervisor still knows how it ended. */
  void brokenOff(Turn turn, long started, boolean cold, boolean sent) {
    usable = false;
    watch.halt();
    ended(turn, FinalReport.await(connection), started, cold, sent);
  }

  private Usage usage(Turn turn, long started, boolean cold, long now, long runMicros, int memoryKilobytes) {
    long from = cold ? Math.max(turn.submitted(), Math.min(created, started)) : started;
    long ready = cold ? now - TimeUnit.MICROSECONDS.toNanos(runMicros) : from;
    return turn.usage(from, ready, runMicros, memoryKilobytes);
  }
}
