package dev.trainyard.local.engine;

import dev.trainyard.bot.BotId;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import dev.trainyard.local.engine.FinalReport.Phase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A worker process and the thread that talks with it. The thread is the engine's own: callers wait elsewhere, so that
 * whatever becomes of them never touches the connection. One invocation at a time. Thread-safe where other threads come
 * in: the ticker, whoever stops an invocation, and the pool.
 */
final class Worker implements WorkerPool.Member, Ticker.Watched, Sandbox.Measured {
  private static final long LONG_WORK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long NEVER = Long.MAX_VALUE;

  private final WorkerPool pool;
  private final WorkerFactory.Recipe recipe;
  private final Slots slots;
  private final Ticker ticker;
  private final Thread thread = Thread.currentThread();
  private final long created = System.nanoTime();
  private final String id;
  private final Sandbox sandbox;
  private final Connection connection;
  private volatile @Nullable Turn current;
  private volatile long limitAt = NEVER;
  private volatile long workingSince;
  private volatile long haltedAt = NEVER;
  private volatile boolean killed;
  private volatile boolean woken;
  private volatile boolean ending;
  private volatile int memory;
  private volatile boolean loaded;
  private boolean usable = true;

  /** A worker whose process is being started; made by its own thread. */
  Worker(WorkerPool pool, WorkerFactory.Recipe recipe, WorkerFactory.Started started, Slots slots, Ticker ticker) {
    this.pool = pool;
    this.recipe = recipe;
    this.slots = slots;
    this.ticker = ticker;
    this.id = started.id();
    this.sandbox = started.sandbox();
    this.connection = started.connection();
    this.memory = recipe.usualMemoryKilobytes();
  }

  /** Works until it is told to end, or its process is of no further use. */
  void run() {
    sandbox.add(this);
    ticker.watch(this);
    pool.made();
    try {
      BotId bot = pool.key().bot();
      while (usable && awaitWork()) {
        slots.acquire(bot, pool.key().lane());
        try {
          workOff();
        } finally {
          slots.release(bot, pool.key().lane());
        }
      }
    } finally {
      ticker.forget(this);
      sandbox.remove(this);
      connection.close();
      pool.ended(this);
    }
  }

  private boolean awaitWork() {
    while (!pool.ready(this)) {
      while (!woken) {
        LockSupport.park(this);
      }
      woken = false;
      if (ending) {
        return false;
      }
    }
    return true;
  }

  private void workOff() {
    Turn turn = pool.next();
    while (turn != null) {
      serve(turn);
      turn = usable && !slots.contended() ? pool.next() : null;
    }
  }

  private void serve(Turn turn) {
    long started = System.nanoTime();
    boolean cold = !loaded;
    current = turn;
    workingSince = started;
    limitAt = started + (cold ? recipe.loadNanos() : recipe.timeoutNanos());
    turn.stoppable(this::halt);
    ticker.wake();
    if (turn.stop() != null) {
      halt();
    }
    boolean sent = false;
    try {
      connection.send(recipe.header(turn.request()), turn.request().event().bytes());
      sent = true;
      TurnAnswer answer = receive();
      answered(turn, answer, started, cold);
    } catch (Connection.Ended end) {
      ended(turn, FinalReport.parse(end.tail()), started, cold, sent);
    } catch (IOException broken) {
      brokenOff(turn, started, cold, sent);
    } finally {
      limitAt = NEVER;
      current = null;
    }
  }

  private TurnAnswer receive() throws IOException {
    TurnAnswer answer = TurnAnswer.parse(connection.receive());
    if (answer.isNotice()) {
      loaded = true;
      workingSince = System.nanoTime();
      limitAt = workingSince + recipe.timeoutNanos();
      answer = TurnAnswer.parse(connection.receive());
    }
    return answer;
  }

  private void answered(Turn turn, TurnAnswer answer, long started, boolean cold) throws IOException {
    if (!answer.id().equals(turn.request().id())) {
      throw new IOException("an answer to another request");
    }
    long now = System.nanoTime();
    if (!turn.decide(Turn.Stop.ANSWERED)) {
      Optional<FinalReport> report = lastWords();
      if (report.isEmpty() || report.get().phase() != Phase.IDLE) {
        ended(turn, report, started, cold, true);
        return;
      }
      usable = false;
    }
    loaded = true;
    usable &= !answer.retires();
    memory = recipe.learnMemory(answer.memoryKilobytes());
    Usage usage = usage(turn, started, cold, now, answer.runMicros(), answer.memoryKilobytes());
    InvocationLog log = new InvocationLog(answer.log(), answer.logCut());
    if (!cold) {
      pool.served(now - started);
    }
    turn.complete(outcome(answer, log, usage));
  }

  private static Invocation outcome(TurnAnswer answer, InvocationLog log, Usage usage) throws IOException {
    if (answer.ok()) {
      return new Invocation.Returned(answer.result(), log, usage);
    }
    return answer.isTooLarge()
        ? new Invocation.Ended(Cause.RESPONSE_TOO_LARGE, "The response is larger than AWS Lambda lets through: 6 MB.",
            Ran.YES, log, usage)
        : new Invocation.Errored(answer.result(), log, usage);
  }

  /** The worker was told to end while its answer was on the way: its supervisor's report follows. */
  private Optional<FinalReport> lastWords() {
    try {
      connection.receive();
      return Optional.empty();
    } catch (Connection.Ended end) {
      return FinalReport.parse(end.tail());
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  private void ended(Turn turn, Optional<FinalReport> report, long started, boolean cold, boolean sent) {
    usable = false;
    Turn.Stop stop = turn.stop();
    if (stop == null && report.isPresent() && report.get().phase() == Phase.IDLE && turn.unclaim()) {
      pool.putBack(turn);
      return;
    }
    long now = System.nanoTime();
    long runMicros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, now - workingSince));
    Usage usage = usage(turn, started, cold, now, runMicros, report.map(FinalReport::memoryKilobytes).orElse(0));
    Endings.Facts facts = recipe.facts(turn.request(), runMicros, cold);
    if (stop != null && stop != Turn.Stop.ANSWERED) {
      turn.complete(Endings.stopped(stop, facts, report.orElse(null), usage));
    } else if (report.isPresent()) {
      turn.complete(Endings.died(facts, report.get(), usage));
    } else {
      turn.complete(Endings.lost(sent));
    }
  }

  /** The worker sent what is no answer, or the connection was cut: its supervisor still knows how it ended. */
  private void brokenOff(Turn turn, long started, boolean cold, boolean sent) {
    usable = false;
    halt();
    ended(turn, lastWords(), started, cold, sent);
  }

  private Usage usage(Turn turn, long started, boolean cold, long now, long runMicros, int memoryKilobytes) {
    long from = cold ? Math.max(turn.submitted(), Math.min(created, started)) : started;
    long ready = cold ? now - TimeUnit.MICROSECONDS.toNanos(runMicros) : from;
    return turn.usage(from, ready, runMicros, memoryKilobytes);
  }

  /** Ends the process; its report comes over the connection. For any thread. */
  void halt() {
    if (haltedAt == NEVER) {
      haltedAt = System.nanoTime();
      ticker.wake();
      if (!connection.halfClose()) {
        kill();
      }
    }
  }

  private void kill() {
    killed = true;
    sandbox.kill(id);
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
        connection.close();
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

  /** Stops what runs, since the engine is closed. */
  void close() {
    Turn turn = current;
    if (turn != null && turn.decide(Turn.Stop.CLOSING)) {
      halt();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void work() {
    woken = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void end() {
    ending = true;
    work();
  }

  @Override
  public boolean hasEnded() {
    return !sandbox.isAlive() || (loaded && connection.hasEnded());
  }

  @Override
  public int memoryKilobytes() {
    return memory;
  }
}
