package dev.trainyard.aws.engine;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every call a virtual thread of its own: so an interrupt of the caller reaches the call only where it should,
 * and closing ends the wait of all callers at once. Thread-safe. Bounded by whoever admits calls.
 */
final class Calls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final Set<Call> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** One call and the thread that makes it. */
  private static final class Call {
    private final CompletableFuture<Invocation> answer = new CompletableFuture<>();
    private final Thread thread;

    Call(Supplier<Invocation> work, Set<Call> running) {
      this.thread = Thread.ofVirtual().name("lambda-call").unstarted(() -> {
        try {
          answer.complete(work.get());
        } catch (RuntimeException | Error broken) {
          answer.completeExceptionally(broken);
        } finally {
          running.remove(this);
        }
      });
    }

    void breakOff(Invocation instead) {
      answer.complete(instead);
      thread.interrupt();
    }
  }

  /**
   * Makes a call for which nobody waits.
   *
   * @param work gives an outcome; interrupted when this is closed
   * @param then is told that outcome, once
   */
  void begin(Supplier<Invocation> work, Consumer<Invocation> then) {
    if (closed) {
      then.accept(closedBefore());
      return;
    }
    var _ = start(work).answer.exceptionally(Calls::broken).thenAccept(then);
  }

  private static Invocation broken(Throwable why) {
    LOG.error("An invocation failed in a way that it should not.", why);
    return new Invocation.Unavailable("The engine failed in a way that it should not.", Ran.UNKNOWN);
  }

  /**
   * Makes a call that an interrupt of the caller leaves alone.
   *
   * @param work gives an outcome; interrupted when this is closed
   * @return that outcome
   */
  Invocation toItsEnd(Supplier<Invocation> work) {
    if (closed) {
      return closedBefore();
    }
    Call call = start(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer(call);
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Makes a call that an interrupt of the caller ends; the interrupt is used up.
   *
   * @param work gives an outcome; interrupted when it is ended
   * @return that outcome, or {@link Cause#STOPPED}
   */
  Invocation stoppable(Supplier<Invocation> work) {
    if (closed) {
      return closedBefore();
    }
    Call call = start(work);
    try {
      return answer(call);
    } catch (InterruptedException stopped) {
      Invocation instead = new Invocation.Ended(Cause.STOPPED,
          "Stopped on request. Lambda may go on with it until the node's time limit.", Ran.UNKNOWN,
          InvocationLog.EMPTY, Usage.NONE);
      call.breakOff(instead);
      return instead;
    }
  }

  /** Whether nothing is taken any more. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(call -> call.breakOff(
        new Invocation.Unavailable("The engine was closed while the code may have run.", Ran.UNKNOWN)));
  }

  private Call start(Supplier<Invocation> work) {
    Call call = new Call(work, running);
    running.add(call);
    call.thread.start();
    if (closed) {
      call.breakOff(new Invocation.Unavailable("The engine was closed while the code may have run.", Ran.UNKNOWN));
    }
    return call;
  }

  private static Invocation answer(Call call) throws InterruptedException {
    try {
      return call.answer.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("an invocation failed in a way that it should not", broken.getCause());
    }
  }

  private static Invocation closedBefore() {
    return new Invocation.Unavailable("The engine is closed.", Ran.NO);
  }
}
