package dev.trainyard.server.upkeep;

import dev.trainyard.error.FailureListener;
import dev.trainyard.release.RemoveLeftovers;
import dev.trainyard.server.config.ServerSettings;
import dev.trainyard.server.wiring.Adapters;
import dev.trainyard.turn.LiveBots;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does what comes round again and again, one thing at a time, on one thread of its own; what may wait long for others
 * has another. Thread-safe.
 */
@Singleton
public final class Upkeep implements AutoCloseable {
  private final LiveBots bots;
  private final RemoveLeftovers leftovers;
  private final Adapters adapters;
  private final ServerSettings settings;
  private final InstantSource clock;
  private final FailureListener failures;
  private final ScheduledExecutorService thread = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("upkeep").daemon().factory());
  private final ScheduledExecutorService patientThread = Executors
      .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("patient-upkeep").factory());

  Upkeep(LiveBots bots, RemoveLeftovers leftovers, Adapters adapters, ServerSettings settings, InstantSource clock,
      FailureListener failures) {
    this.bots = bots;
    this.leftovers = leftovers;
    this.adapters = adapters;
    this.settings = settings;
    this.clock = clock;
    this.failures = failures;
  }

  /** Begins. */
  public void begin() {
    every(thread, 1, 1, "follow what other servers changed", bots::refresh);
    every(thread, 60, 60, "forget old turns", this::prune);
    every(patientThread, 1, 60, "remove functions of deleted nodes", leftovers::run);
  }

  private void prune() {
    adapters.turns().prune(clock.instant().minus(settings.turns().kept()), settings.turns().mostBytes());
  }

  private void every(ScheduledExecutorService on, int first, int seconds, String what, Runnable work) {
    Runnable lasting = () -> {
      try {
        work.run();
      } catch (RuntimeException failure) {
        failures.failed(what, failure);
      }
    };
    // Failures were told above; the future says nothing more.
    var _ = on.scheduleWithFixedDelay(lasting, first, seconds, TimeUnit.SECONDS);
  }

  @Override
  @PreDestroy
  public void close() {
    patientThread.shutdownNow();
    thread.shutdownNow();
  }
}
