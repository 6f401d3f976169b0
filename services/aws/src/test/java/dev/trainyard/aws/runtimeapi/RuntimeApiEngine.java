package dev.trainyard.aws.runtimeapi;

import dev.trainyard.aws.engine.InvokeAnswers;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * An engine whose functions run in environments of this machine as they run in Lambda's: one for each event that runs,
 * kept frozen for the next one. Thread-safe. Invoke's answers are read as those of AWS are.
 */
public final class RuntimeApiEngine implements FunctionEngine {
  private static final int MOST_RUNNING = 32;
  private static final int MOST_RESTING = 12;

  private record Resting(FunctionVersion version, Environment environment) {
  }

  private final Account account;
  private final Function<DeployedFunction, Environment> environments;
  private final Semaphore places = new Semaphore(MOST_RUNNING, true);
  /** The last used first; guarded by itself. */
  private final Deque<Resting> resting = new ArrayDeque<>();
  private volatile boolean closed;

  RuntimeApiEngine(Account account, Function<DeployedFunction, Environment> environments) {
    this.account = account;
    this.environments = environments;
  }

  /**
   * Runs functions through {@code /opt/bootstrap}.
   *
   * @param codes where their code is
   * @return an engine with a home of its own
   */
  public static RuntimeApiEngine over(CodeStore codes) {
    return new RuntimeApiEngine(new Account(codes),
        function -> new ExecutionEnvironment(function, InstantSource.system()));
  }

  @Override
  public FunctionVersion publish(NodeFunction function, FunctionSpec spec) {
    return account.publish(function, spec);
  }

  @Override
  public Invocation invoke(FunctionVersion version, InvocationRequest request) {
    return run(version, request);
  }

  @Override
  public Invocation runDraft(NodeFunction function, FunctionSpec spec, InvocationRequest request) {
    FunctionVersion draft = new FunctionVersion(function, spec, DeployedFunction.LATEST);
    Invocation invocation = run(draft, request);
    retire(draft);
    return invocation;
  }

  private Invocation run(FunctionVersion version, InvocationRequest request) {
    Optional<Path> code = account.code(version.spec());
    if (closed || code.isEmpty()) {
      return new Invocation.Unavailable(closed ? "closed" : "There is no such code.", Ran.NO);
    }
    long askedAt = System.nanoTime();
    if (!isAdmitted(request)) {
      return new Invocation.Overloaded(Duration.ofSeconds(1));
    }
    try {
      Duration queue = Duration.ofNanos(System.nanoTime() - askedAt);
      Environment environment = take(version).orElseGet(() -> environments.apply(new DeployedFunction(
          DeployedFunction.name(version.function()), version.reference(), version.spec(), code.get())));
      InvokeResponse answer = environment.invoke(request.id(), request.event().bytes());
      put(new Resting(version, environment));
      return InvokeAnswers.read(answer, request, version, queue, Duration.ofNanos(System.nanoTime() - askedAt));
    } finally {
      places.release();
    }
  }

  private boolean isAdmitted(InvocationRequest request) {
    try {
      return places.tryAcquire(request.longestWait().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<Environment> take(FunctionVersion version) {
    synchronized (resting) {
      Optional<Resting> found = resting.stream().filter(each -> each.version().equals(version)).findFirst();
      found.ifPresent(resting::remove);
      return found.map(Resting::environment);
    }
  }

  private void put(Resting rested) {
    if (!rested.environment().usable() || closed) {
      rested.environment().close();
      return;
    }
    Deque<Resting> surplus = new ArrayDeque<>();
    synchronized (resting) {
      resting.addFirst(rested);
      while (resting.size() > MOST_RESTING) {
        surplus.add(resting.removeLast());
      }
    }
    surplus.forEach(each -> each.environment().close());
  }

  @Override
  public void keepWarm(BotId bot, Set<FunctionVersion> serving, Set<FunctionVersion> fallback) {
    // Lambda takes no such advice.
  }

  @Override
  public void retire(FunctionVersion version) {
    for (Optional<Environment> kept = take(version); kept.isPresent(); kept = take(version)) {
      kept.get().close();
    }
  }

  @Override
  public EngineHealth health() {
    return new EngineHealth(!closed, "the runtime for provided.al2023 in sandboxes of the tests", List.of());
  }

  @Override
  public void close() {
    closed = true;
    List<Resting> ending;
    synchronized (resting) {
      ending = List.copyOf(resting);
      resting.clear();
    }
    ending.forEach(each -> each.environment().close());
  }
}
