package dev.trainyard.local.engine;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One invocation on its way from its caller, whose thread waits here or who is told, to a worker. Thread-safe. The
 * outcome is told while locks of the engine may be held; who is told must not block and not call the engine.
 */
final class Turn {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final InvocationRequest request;
  private final Lane lane;
  private final @Nullable Consumer<Invocation> then;
  private final Thread caller = Thread.currentThread();
  private final long submitted = System.nanoTime();
  private final long latestStart;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private volatile @Nullable Invocation outcome;
  private volatile @Nullable Runnable stopping;
  private int attempts;

  private enum State {
    WAITING, CLAIMED, OVER
  }

  /** Why a running invocation is ended early; {@code ANSWERED} says that it is too late for that. */
  enum Stop {
    TIME, LOAD_TIME, MEMORY, CALLER, CLOSING, ANSWERED
  }

  /** A turn for which the calling thread will {@link #await}. */
  Turn(InvocationRequest request, Lane lane) {
    this(request, lane, null);
  }

  /** A turn whose outcome is told, unless {@code then} is null. */
  Turn(InvocationRequest request, Lane lane, @Nullable Consumer<Invocation> then) {
    this.then = then;
    this.request = request;
    this.lane = lane;
    this.latestStart = submitted + request.longestWait().toNanos();
  }

  InvocationRequest request() {
    return request;
  }

  long submitted() {
    return submitted;
  }

  /** Hands the invocation to a worker; false if it is over already. */
  boolean claim() {
    return state.compareAndSet(State.WAITING, State.CLAIMED);
  }

  /** Takes back an invocation that surely did not run; false if that has happened too often. */
  boolean unclaim() {
    attempts++;
    return attempts < 3 && state.compareAndSet(State.CLAIMED, State.WAITING);
  }

  /** Turns the invocation away if it has waited too long. */
  boolean expire(long now) {
    return now - latestStart >= 0 && refuse(overloaded());
  }

  /** Ends an invocation that no worker has; false if one has it. */
  boolean refuse(Invocation why) {
    boolean waited = state.compareAndSet(State.WAITING, State.OVER);
    if (waited) {
      tell(why);
    }
    return waited;
  }

  /** Ends the invocation that a worker has claimed. */
  void complete(Invocation result) {
    state.set(State.OVER);
    tell(result);
  }

  private void tell(Invocation result) {
    outcome = result;
    if (then == null) {
      LockSupport.unpark(caller);
    } else {
      then.accept(result);
    }
  }

  /** Says how the worker is stopped, from when on that can be. */
  void stoppable(Runnable how) {
    stopping = how;
  }

  /** Decides why the invocation is stopped; false if that has been decided, or it was answered. */
  boolean decide(Stop why) {
    return stop.compareAndSet(null, why);
  }

  @Nullable
  Stop stop() {
    return stop.get();
  }

  /** Waits for the outcome, by the thread that made this. */
  Invocation await() {
    boolean interrupted = false;
    @Nullable
    Invocation result = outcome;
    while (result == null) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        if (lane == Lane.DRAFT) {
          stopForCaller();
        } else {
          interrupted = true;
        }
      }
      result = outcome;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  private void stopForCaller() {
    if (refuse(Endings.stoppedBeforeStart())) {
      return;
    }
    decide(Stop.CALLER);
    Runnable how = stopping;
    if (how != null) {
      how.run();
    }
  }

  static Invocation overloaded() {
    return new Invocation.Overloaded(RETRY_AFTER);
  }

  static Invocation unavailable(String why) {
    return new Invocation.Unavailable(why, Ran.NO);
  }

  /** How the time went: waiting, then making a worker ready, then {@code main}. */
  Usage usage(long started, long ready, long runMicros, int memoryKilobytes) {
    return new Usage(Duration.ofNanos(Math.max(0, started - submitted)), Duration.ofNanos(Math.max(0, ready - started)),
        Duration.ofNanos(runMicros * 1000), (memoryKilobytes + 1023) / 1024);
  }
}
