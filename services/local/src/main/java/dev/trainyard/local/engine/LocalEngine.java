package dev.trainyard.local.engine;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.CodeChecker;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Payload;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.local.layer.LayerSet;
import dev.trainyard.local.layer.ShippedLayer;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs node code in sandboxed processes on this machine. Thread-safe. Nothing that {@link #publish} promises depends on
 * this instance: a version's reference names its node and its spec, and all else is in the code store and the layers.
 */
public final class LocalEngine implements FunctionEngine {
  private static final Logger LOG = LoggerFactory.getLogger(LocalEngine.class);
  private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int ROUNDS_TO_REST = 50;

  private final LocalEngineSettings settings;
  private final Ticker ticker = new Ticker();
  private final Listener listener;
  private final RunFolder runFolder;
  private final Sandboxes sandboxes;
  private final CodeShelf shelf;
  private final Compiler compiler;
  private final Pools pools;
  private final SandboxKey checker;
  private volatile boolean closed;

  /**
   * Starts the engine: unpacks what is not in the cache, and starts the sandbox in which code is checked.
   *
   * @param settings its limits
   * @param layers that come with this program, in order
   * @param codes where the code of functions is
   * @param listener hears what warm workers answer; closed with this engine
   * @param clock tells the time to node code
   * @throws UncheckedIOException when the cache or run folder cannot be made
   * @throws IllegalStateException on a system that cannot run it; the message says what can
   */
  public LocalEngine(LocalEngineSettings settings, List<ShippedLayer> layers, CodeStore codes, Listener listener,
      InstantSource clock) {
    this.settings = settings;
    Premises premises = Premises.prepare(settings, layers, clock, ticker);
    this.runFolder = premises.runFolder();
    this.sandboxes = new Sandboxes(settings, premises.layers(), premises.launcher(), ticker, this::sandboxEnded);
    this.checker = premises.checker();
    this.listener = listener;
    this.shelf = new CodeShelf(codes, settings.codeMemory().bytes());
    this.compiler = new Compiler(checker, sandboxes, shelf::put, ticker, settings.checks());
    Slots slots = new Slots(settings.slots(), settings.draftSlots(), settings.slotsPerBot());
    this.pools = new Pools(settings, new WorkerFactory(settings, sandboxes, shelf, slots, ticker, listener, clock),
        ticker);
    Thread.ofVirtual().start(() -> start(checker));
    keepHouse();
  }

  /**
   * The checker that compiles with this engine's Python.
   *
   * @return thread-safe, of use until the engine is closed
   */
  public CodeChecker checker() {
    return new LocalCodeChecker(compiler);
  }

  @Override
  public FunctionVersion publish(NodeFunction function, FunctionSpec spec) {
    CodeShelf.Code code = shelf.find(spec.code())
        .orElseThrow(() -> new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
            "The code " + spec.code() + " of " + function.nodeName() + " is not in the code store."));
    if (code.compiled().length == 0) {
      compiler.compile(spec.code(), code.source());
    }
    return new FunctionVersion(function, spec, reference(function, spec));
  }

  @Override
  public Invocation invoke(FunctionVersion version, InvocationRequest request) {
    return run(Pools.key(version), version.function(), version.spec(), request);
  }

  /** {@inheritDoc} {@code then} must not call the engine either: locks of it may be held. */
  @Override
  public boolean submit(FunctionVersion version, InvocationRequest request, Consumer<Invocation> then) {
    checkSize(request);
    pools.pool(Pools.key(version), version.function(), version.spec()).submit(new Turn(request, Lane.TURN, then));
    return true;
  }

  @Override
  public Invocation runDraft(NodeFunction function, FunctionSpec spec, InvocationRequest request) {
    WorkerKey key = new WorkerKey(function.bot(), function.node(), reference(function, spec), Lane.DRAFT);
    return run(key, function, spec, request);
  }

  private static String reference(NodeFunction function, FunctionSpec spec) {
    return function.bot() + "/" + function.node() + '/' + spec.digest();
  }

  private Invocation run(WorkerKey key, NodeFunction function, FunctionSpec spec, InvocationRequest request) {
    checkSize(request);
    Turn turn = new Turn(request, key.lane());
    pools.pool(key, function, spec).submit(turn);
    return turn.await();
  }

  private static void checkSize(InvocationRequest request) {
    if (request.event().size() > Payload.MOST_BYTES) {
      throw new IllegalArgumentException("an event of " + request.event().size() + " bytes is too long");
    }
  }

  @Override
  public void keepWarm(BotId bot, Set<FunctionVersion> serving, Set<FunctionVersion> fallback) {
    // Nodes of a release share one list of layers, as a rule: each is looked at once, and its digest made once.
    Set<List<LayerRef>> layers = Collections.newSetFromMap(new IdentityHashMap<>());
    serving.forEach(each -> layers.add(each.spec().layers()));
    Set<SandboxKey> wanted = layers.stream().map(each -> new SandboxKey(bot.value(), LayerSet.of(each)))
        .collect(Collectors.toSet());
    pools.advise(bot, serving, fallback, wanted);
    if (!closed) {
      wanted.forEach(key -> Thread.ofVirtual().start(() -> start(key)));
    }
  }

  private void start(SandboxKey key) {
    try {
      sandboxes.running(key);
    } catch (SandboxFailure failure) {
      if (!closed) {
        LOG.error("The sandbox of {} does not run: {}", key.owner(), failure.getMessage());
      }
    }
  }

  private void sandboxEnded(Sandbox sandbox) {
    if (!closed) {
      Thread.ofVirtual().start(() -> pools.buryWorkersOf(sandbox));
    }
  }

  private void keepHouse() {
    Thread.ofVirtual().name("engine-housekeeping").start(() -> {
      for (long round = 0; !closed; round++) {
        LockSupport.parkNanos(ROUND);
        try {
          pools.makeRoom();
          if (round % ROUNDS_TO_REST == 0) {
            compiler.endIdle();
            pools.endIdle();
            sandboxes.endIdle(settings.sandboxIdle(), keptSandboxes());
          }
        } catch (RuntimeException ours) {
          LOG.error("Housekeeping failed; it goes on.", ours);
        }
      }
    });
  }

  private Set<SandboxKey> keptSandboxes() {
    Set<SandboxKey> kept = pools.keptSandboxes();
    kept.add(checker);
    return kept;
  }

  @Override
  public void retire(FunctionVersion version) {
    pools.retire(Pools.key(version));
  }

  @Override
  public EngineHealth health() {
    return HealthReport.of(sandboxes, checker, pools.workers(), closed);
  }

  @Override
  public void close() {
    closed = true;
    pools.close();
    compiler.close();
    sandboxes.close();
    listener.close();
    ticker.close();
    runFolder.close();
  }
}
