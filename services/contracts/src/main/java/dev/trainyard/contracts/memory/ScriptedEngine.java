package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.contracts.memory.EngineActivity.Advice;
import dev.trainyard.contracts.memory.EngineActivity.Call;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine that runs no Python: the comments of the code say what it does (see the package's tests, and the steps of
 * {@code Script}), such as {@code # script: reply {"status": true, "response": ["hi"]}}. Lines
 * {@code # problem: LINE COLUMN MESSAGE} make code that does not compile.
 *
 * <p>
 * Thread-safe. Turns and drafts have slots of their own; what waits is bounded by each request's longest wait.
 */
public final class ScriptedEngine implements FunctionEngine {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private final CodeStore codes;
  private final Semaphore turnSlots;
  private final Semaphore draftSlots;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final EngineActivity activity = new EngineActivity();
  private final Gates gates = new Gates();
  private final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
  private volatile CallHook hook = CallHook.NONE;

  /**
   * An engine with 16 slots for turns and 4 for drafts.
   *
   * @param codes where the code is
   */
  public ScriptedEngine(CodeStore codes) {
    this(codes, 16, 4);
  }

  /**
   * An engine.
   *
   * @param codes where the code is
   * @param turnSlots how many turns run at once
   * @param draftSlots how many drafts run at once
   */
  public ScriptedEngine(CodeStore codes, int turnSlots, int draftSlots) {
    this.codes = codes;
    this.turnSlots = new Semaphore(turnSlots, true);
    this.draftSlots = new Semaphore(draftSlots, true);
  }

  /**
   * What it was asked to do.
   *
   * @return live
   */
  public EngineActivity activity() {
    return activity;
  }

  /**
   * Lets a test hear of every call, and break {@code publish}, {@code retire} and {@code keepWarm} by throwing.
   * Replaces the hook before.
   *
   * @param next {@link CallHook#NONE} to end it
   */
  public void hook(CallHook next) {
    hook = next;
  }

  /**
   * Lets everything pass that waits, or will wait, in a step {@code gate NAME}.
   *
   * @param gate its name
   */
  public void open(String gate) {
    gates.open(gate);
  }

  @Override
  public FunctionVersion publish(NodeFunction function, FunctionSpec spec) {
    hook.at("FunctionEngine.publish", Moment.BEFORE);
    if (gates.closed()) {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "The engine is closed.");
    }
    source(spec);
    FunctionVersion version = new FunctionVersion(function, spec, "scripted:" + identity(function, spec));
    activity.published(version);
    hook.at("FunctionEngine.publish", Moment.AFTER);
    return version;
  }

  @Override
  public Invocation invoke(FunctionVersion version, InvocationRequest request) {
    activity.called(new Call(version.function(), version.spec(), false, request));
    Future<Invocation> running;
    try {
      running = workers.submit(() -> admitted(turnSlots, version.spec(), version.reference(), request));
    } catch (RejectedExecutionException afterClose) {
      return closed();
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return running.get();
        } catch (InterruptedException again) {
          interrupted = true;
        } catch (ExecutionException broken) {
          return new Invocation.Unavailable(String.valueOf(broken.getMessage()), Ran.UNKNOWN);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public Invocation runDraft(NodeFunction function, FunctionSpec spec, InvocationRequest request) {
    activity.called(new Call(function, spec, true, request));
    try {
      return admitted(draftSlots, spec, "draft:" + identity(function, spec), request);
    } catch (InterruptedException stopped) {
      return new Invocation.Ended(Cause.STOPPED, "The run was stopped before it began.", Ran.NO, InvocationLog.EMPTY,
          Usage.NONE);
    }
  }

  @Override
  public void keepWarm(BotId bot, Set<FunctionVersion> serving, Set<FunctionVersion> fallback) {
    hook.at("FunctionEngine.keepWarm", Moment.BEFORE);
    activity.advised(bot, new Advice(serving, fallback));
    hook.at("FunctionEngine.keepWarm", Moment.AFTER);
  }

  @Override
  public void retire(FunctionVersion version) {
    hook.at("FunctionEngine.retire", Moment.BEFORE);
    activity.retired(version);
    counters.remove(version.reference());
    hook.at("FunctionEngine.retire", Moment.AFTER);
  }

  @Override
  public void remove(NodeFunction function) {
    hook.at("FunctionEngine.remove", Moment.BEFORE);
    activity.removed(function);
    hook.at("FunctionEngine.remove", Moment.AFTER);
  }

  @Override
  public EngineHealth health() {
    return new EngineHealth(!gates.closed(), "scripts in comments, no Python", List.of());
  }

  @Override
  public void close() {
    gates.close();
    workers.close();
  }

  private Invocation admitted(Semaphore slots, FunctionSpec spec, String identity, InvocationRequest request)
      throws InterruptedException {
    long askedAt = System.nanoTime();
    if (!slots.tryAcquire(request.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
      return new Invocation.Overloaded(RETRY_AFTER);
    }
    try {
      if (gates.closed()) {
        return closed();
      }
      String source = source(spec);
      Duration queued = Duration.ofNanos(System.nanoTime() - askedAt);
      AtomicInteger count = counters.computeIfAbsent(identity, absent -> new AtomicInteger());
      return new ScriptRun(spec, request, queued, gates, count).run(source);
    } catch (TrainyardException unavailable) {
      return new Invocation.Unavailable(unavailable.detail(), Ran.NO);
    } finally {
      slots.release();
    }
  }

  private String source(FunctionSpec spec) {
    return codes.get(spec.code()).map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow(() -> new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
            "The code " + spec.code() + " is not in the code store."));
  }

  private static String identity(NodeFunction function, FunctionSpec spec) {
    return function.bot() + ":" + function.node() + ':' + spec.digest();
  }

  private static Invocation closed() {
    return new Invocation.Unavailable("The engine is closed.", Ran.NO);
  }
}
