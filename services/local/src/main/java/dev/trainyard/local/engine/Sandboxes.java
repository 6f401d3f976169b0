package dev.trainyard.local.engine;

import dev.trainyard.local.layer.UnpackedLayers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sandboxes: each is started when it is needed, watched, and started again after a pause when it has ended by
 * itself. Thread-safe.
 */
final class Sandboxes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MOST_DOUBLINGS = 8;
  private static final long HEALTHY = TimeUnit.SECONDS.toNanos(30);
  private static final long ENDING = TimeUnit.SECONDS.toNanos(5);

  private final LocalEngineSettings settings;
  private final UnpackedLayers layers;
  private final SandboxLauncher launcher;
  private final Ticker ticker;
  private final Consumer<Sandbox> mourner;
  private final Map<SandboxKey, Sandbox> running = new ConcurrentHashMap<>();
  private final Map<SandboxKey, CompletableFuture<Sandbox>> starting = new ConcurrentHashMap<>();
  private final Map<SandboxKey, Trouble> troubles = new ConcurrentHashMap<>();
  private volatile @Nullable SandboxMode mode;
  private volatile String whyNotBetter = "";
  private volatile boolean closed;

  /** What went wrong with a sandbox, how often in a row, and when to try again. */
  record Trouble(String reason, int times, long retryAt) {
  }

  /**
   * No sandboxes yet.
   *
   * @param mourner is told of every sandbox that has ended
   */
  Sandboxes(LocalEngineSettings settings, UnpackedLayers layers, SandboxLauncher launcher, Ticker ticker,
      Consumer<Sandbox> mourner) {
    this.settings = settings;
    this.layers = layers;
    this.launcher = launcher;
    this.ticker = ticker;
    this.mourner = mourner;
  }

  /**
   * Gives a sandbox, starting it if it does not run.
   *
   * @throws SandboxFailure when it cannot be started
   */
  Sandbox running(SandboxKey key) throws SandboxFailure {
    Sandbox found = running.get(key);
    if (found != null && found.isAlive()) {
      found.used();
      return found;
    }
    CompletableFuture<Sandbox> mine = new CompletableFuture<>();
    CompletableFuture<Sandbox> others = starting.putIfAbsent(key, mine);
    if (others != null) {
      return join(others);
    }
    try {
      Sandbox again = running.get(key);
      mine.complete(again != null && again.isAlive() ? again : start(key));
    } catch (SandboxFailure failure) {
      mine.completeExceptionally(failure);
    } catch (RuntimeException ours) {
      mine.completeExceptionally(new SandboxFailure("The sandbox could not be started.", ours));
    } finally {
      starting.remove(key, mine);
    }
    return join(mine);
  }

  private static Sandbox join(CompletableFuture<Sandbox> future) throws SandboxFailure {
    try {
      return future.join();
    } catch (CompletionException failed) {
      throw new SandboxFailure(String.valueOf(Optional.ofNullable(failed.getCause()).orElse(failed).getMessage()),
          failed);
    }
  }

  private Sandbox start(SandboxKey key) throws SandboxFailure {
    Trouble trouble = troubles.get(key);
    if (closed) {
      throw new SandboxFailure("The engine is closed.");
    }
    if (trouble != null && System.nanoTime() - trouble.retryAt() < 0) {
      throw new SandboxFailure(trouble.reason());
    }
    makeRoom();
    try {
      Path opt = layers.folder(key.layers()).orElseThrow(() -> new SandboxFailure("The layers " + key.layers().digest()
          + " are neither part of this version nor in the cache: train the bot again."));
      Sandbox sandbox = launch(key, opt);
      long started = System.nanoTime();
      running.put(key, sandbox);
      ticker.watch(sandbox);
      CompletableFuture<Void> _ = sandbox.process().onExit()
          .thenAccept(process -> ended(sandbox, started, process.exitValue()));
      if (closed) {
        sandbox.end();
        throw new SandboxFailure("The engine is closed.");
      }
      return sandbox;
    } catch (SandboxFailure failure) {
      note(key, String.valueOf(failure.getMessage()));
      throw failure;
    } catch (IOException unpacking) {
      note(key, "The layers could not be unpacked: " + unpacking.getMessage());
      throw new SandboxFailure("The layers could not be unpacked: " + unpacking.getMessage(), unpacking);
    }
  }

  /** Starts in the best mode that works; which one that is shows at the first start. */
  private Sandbox launch(SandboxKey key, Path opt) throws SandboxFailure {
    SandboxMode settled = mode;
    if (settled != null) {
      return launcher.start(key, opt, settled);
    }
    SandboxFailure last = new SandboxFailure("There is no way to make a sandbox.");
    for (SandboxMode candidate : SandboxLauncher.candidates(opt)) {
      try {
        Sandbox sandbox = launcher.start(key, opt, candidate);
        mode = candidate;
        return sandbox;
      } catch (SandboxFailure failure) {
        LOG.info("Not by {}: {}", candidate.summary(), failure.getMessage());
        whyNotBetter = String.valueOf(failure.getMessage());
        last = failure;
      }
    }
    throw last;
  }

  private void ended(Sandbox sandbox, long started, int status) {
    boolean expected = !running.remove(sandbox.key(), sandbox);
    ticker.forget(sandbox);
    if (!expected && !closed) {
      LOG.warn("The sandbox of {} ended by itself with status {}.", sandbox.key().owner(), status);
      if (System.nanoTime() - started < HEALTHY) {
        note(sandbox.key(), "The sandbox ended by itself with status " + status + '.');
      }
    }
    mourner.accept(sandbox);
  }

  private void note(SandboxKey key, String reason) {
    troubles.merge(key, new Trouble(reason, 1, System.nanoTime() + SHORTEST_PAUSE),
        (before, _) -> new Trouble(reason, before.times() + 1,
            System.nanoTime() + (SHORTEST_PAUSE << Math.min(before.times(), MOST_DOUBLINGS))));
  }

  private void makeRoom() throws SandboxFailure {
    if (running.size() < settings.sandboxes()) {
      return;
    }
    Sandbox eldest = running.values().stream().filter(Sandbox::isEmpty)
        .min(Comparator.comparingLong(Sandbox::lastUse))
        .orElseThrow(() -> new SandboxFailure("As many sandboxes are at work as are allowed: " + running.size()));
    end(eldest);
  }

  /** Ends sandboxes that nobody has used for a while, and forgets troubles that are over. */
  void endIdle(Duration idle, Collection<SandboxKey> kept) {
    long eldest = System.nanoTime() - idle.toNanos();
    for (Sandbox each : running.values()) {
      if (each.isEmpty() && each.lastUse() - eldest < 0 && !kept.contains(each.key())) {
        end(each);
      }
    }
    troubles.entrySet().removeIf(each -> running.containsKey(each.getKey())
        && System.nanoTime() - each.getValue().retryAt() > HEALTHY);
  }

  private void end(Sandbox sandbox) {
    running.remove(sandbox.key(), sandbox);
    sandbox.end();
  }

  @Nullable
  SandboxMode mode() {
    return mode;
  }

  /** Why no better mode is in use; empty if the best one is. */
  String whyNotBetter() {
    return whyNotBetter;
  }

  Map<SandboxKey, Trouble> troubles() {
    return Map.copyOf(troubles);
  }

  List<Sandbox> all() {
    return List.copyOf(running.values());
  }

  @Override
  public void close() {
    closed = true;
    List<Sandbox> last = all();
    last.forEach(Sandbox::end);
    Sandbox.awaitEnd(last, ENDING);
    launcher.close();
  }
}
