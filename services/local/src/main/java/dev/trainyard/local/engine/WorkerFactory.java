package dev.trainyard.local.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Usage;
import dev.trainyard.local.layer.LayerSet;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes workers: finds the sandbox and the code, and says hello. Thread-safe. */
final class WorkerFactory {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerFactory.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HANDLER = "handler.main";

  private final LocalEngineSettings settings;
  private final Sandboxes sandboxes;
  private final CodeShelf shelf;
  private final Slots slots;
  private final Ticker ticker;
  private final Listener listener;
  private final InstantSource clock;
  private final AtomicLong count = new AtomicLong();

  /** A worker process that has been said hello to. */
  record Started(String id, Sandbox sandbox, Connection connection) {
  }

  WorkerFactory(LocalEngineSettings settings, Sandboxes sandboxes, CodeShelf shelf, Slots slots, Ticker ticker,
      Listener listener, InstantSource clock) {
    this.settings = settings;
    this.sandboxes = sandboxes;
    this.shelf = shelf;
    this.slots = slots;
    this.ticker = ticker;
    this.listener = listener;
    this.clock = clock;
  }

  /** How the workers of one function are made, as far as it is the same for all of them. */
  Recipe recipe(NodeFunction function, FunctionSpec spec, WorkerKey key) {
    return new Recipe(new SandboxKey(function.bot().value(), LayerSet.of(spec.layers())), spec,
        FunctionIdentity.of(function, spec, key, clock));
  }

  /** Starts a worker for a pool, on a thread of its own. */
  void start(WorkerPool pool, Recipe recipe) {
    Thread.ofVirtual().name("worker").start(() -> {
      HeldSlot slot = new HeldSlot(slots, pool.key());
      if (pool.key().lane() == Lane.DRAFT) {
        slot.acquire(); // Making processes for drafts that cannot run yet would hold up turns.
      }
      Started started;
      try {
        started = hello(recipe);
      } catch (IOException | RuntimeException failure) {
        LOG.warn("A worker of {} could not be started: {}", recipe.identity.name(), failure.getMessage());
        LOG.debug("Why.", failure);
        slot.release();
        pool.failed(String.valueOf(failure.getMessage()));
        return;
      }
      new Worker(pool, recipe, started, slot, ticker, listener).run();
    });
  }

  private Started hello(Recipe recipe) throws IOException {
    CodeShelf.Code code = shelf.find(recipe.spec.code())
        .orElseThrow(() -> new IOException("The code " + recipe.spec.code() + " is not in the code store."));
    Sandbox sandbox = sandboxes.running(recipe.sandbox);
    Connection connection = sandbox.connect();
    String id = "w" + count.incrementAndGet();
    try {
      Map<String, Object> header = new LinkedHashMap<>(recipe.hello);
      header.put("worker", id);
      header.put("blobs", new int[]{code.source().length, code.compiled().length});
      connection.send(JSON.writeValueAsBytes(header), code.source(), code.compiled());
      return new Started(id, sandbox, connection);
    } catch (IOException refused) {
      connection.close();
      throw refused;
    }
  }

  /** What the workers of one function have in common. Thread-safe. */
  final class Recipe {
    private final SandboxKey sandbox;
    private final FunctionSpec spec;
    private final FunctionIdentity identity;
    private final Map<String, Object> hello;
    private final AtomicInteger leastMemory = new AtomicInteger(Integer.MAX_VALUE);

    private static final int FRESH_KILOBYTES = 3 * 1024;

    private Recipe(SandboxKey sandbox, FunctionSpec spec, FunctionIdentity identity) {
      this.sandbox = sandbox;
      this.spec = spec;
      this.identity = identity;
      this.hello = Map.of("op", "worker", "environment", identity.environment(), "handler", HANDLER, "memory_mb",
          spec.memory().megabytes(), "files_mb", settings.temporaryFiles().megabytes(), "processes",
          settings.processes(), "descriptors", settings.descriptors(), "log_limit", settings.logBytes(), "arn",
          identity.arn());
    }

    SandboxKey sandbox() {
      return sandbox;
    }

    long timeoutNanos() {
      return spec.timeout().toNanos();
    }

    long loadNanos() {
      return settings.loadLimit().toNanos();
    }

    int memoryKilobytes() {
      return spec.memory().megabytes() * 1024;
    }

    TurnRequest request(InvocationRequest request) {
      return TurnRequest.of(request, clock.millis() + spec.timeout().toMillis());
    }

    Invocation outcome(TurnAnswer answer, Usage usage) throws IOException {
      return answer.outcome(identity.version(), spec.memory().megabytes(), usage);
    }

    Endings.Facts facts(InvocationRequest request, long runMicros, boolean cold) {
      return new Endings.Facts(request.id(), identity.version(), spec.timeout().toMillis() / 1e3,
          settings.loadLimit().toMillis() / 1e3, spec.memory().megabytes(), runMicros, cold);
    }

    int usualMemoryKilobytes() {
      return FRESH_KILOBYTES;
    }

    /**
     * What a worker uses of its own: what it says it uses holds also what all share, about as much as the least says.
     */
    int learnMemory(int kilobytes) {
      int least = leastMemory.accumulateAndGet(kilobytes, Math::min);
      return FRESH_KILOBYTES + kilobytes - least;
    }
  }
}
