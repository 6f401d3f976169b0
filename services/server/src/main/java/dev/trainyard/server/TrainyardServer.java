package dev.trainyard.server;

import dev.trainyard.engine.EngineHealth;
import dev.trainyard.error.FailureListener;
import dev.trainyard.server.config.ServerSettings;
import dev.trainyard.server.sample.SampleBot;
import dev.trainyard.server.security.AccessToken;
import dev.trainyard.server.security.ServerNames;
import dev.trainyard.server.security.TokenFile;
import dev.trainyard.server.status.Readiness;
import dev.trainyard.server.turn.PracticeTurns;
import dev.trainyard.server.upkeep.PageVisit;
import dev.trainyard.server.upkeep.Rehearsal;
import dev.trainyard.server.upkeep.Upkeep;
import dev.trainyard.server.upkeep.WarmUp;
import dev.trainyard.server.wiring.Adapters;
import dev.trainyard.server.wiring.EventLoopListener;
import dev.trainyard.turn.BatchingTurnRecorder;
import dev.trainyard.turn.LiveBot;
import dev.trainyard.turn.LiveBots;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A running server. Thread-safe. */
public final class TrainyardServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMillis(1_550);
  private static final Duration SHORTEST_PRACTICE = Duration.ofMillis(200);
  private static final Duration LONGEST_PRACTICE = Duration.ofSeconds(1);
  private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(20);
  private static final int SECONDS_BEFORE_VISIT = 2;

  private final ApplicationContext context;
  private final EmbeddedServer http;
  private final Adapters adapters;
  private final ServerSettings settings;
  private final AccessToken token;

  private TrainyardServer(ApplicationContext context, EmbeddedServer http, Adapters adapters, ServerSettings settings,
      AccessToken token) {
    this.context = context;
    this.http = http;
    this.adapters = adapters;
    this.settings = settings;
    this.token = token;
  }

  /**
   * Starts a server.
   *
   * @param settings checked
   * @param adapters opens what the server stands on, with what listens to workers; closed with the server
   * @return the server, ready for turns
   * @throws StartException if it cannot start
   */
  public static TrainyardServer start(ServerSettings settings,
      BiFunction<ServerSettings, EventLoopListener, Adapters> adapters) {
    long begun = System.nanoTime();
    AccessToken token = token(settings);
    EventLoopListener listener = new EventLoopListener();
    Adapters opened = adapters.apply(settings, listener);
    ApplicationContext context = ApplicationContext.builder().deduceEnvironment(false).deduceCloudEnvironment(false)
        .banner(false).properties(properties(settings))
        .singletons(settings, token, new ServerNames(settings.http().host(), settings.http().names()), opened).build();
    try {
      context.start();
      listener.listenOn(context.getBean(EventLoopGroupRegistry.class).getDefaultEventLoopGroup());
      EmbeddedServer http = context.getBean(EmbeddedServer.class);
      refuseToExpose(settings, opened.engine().health());
      boolean sample = settings.sample() && opened.isNew();
      if (sample) {
        context.getBean(SampleBot.class).make();
      }
      Optional<LiveBot> host = context.getBean(WarmUp.class).run();
      http.start();
      if (!settings.homes().engineOnAws() && host.isPresent()) {
        context.getBean(PracticeTurns.class).run(host.get(), opened.codes(), timeToPractise(begun));
      }
      context.getBean(BatchingTurnRecorder.class).start();
      context.getBean(Upkeep.class).begin();
      context.getBean(Readiness.class).reached();
      return new TrainyardServer(context, http, opened, settings, token);
    } catch (RuntimeException failure) {
      context.close();
      opened.close();
      throw bindFailure(failure) == null
          ? failure
          : new StartException("The port %d of %s is taken. Set another with --http-port or TRAINYARD_HTTP_PORT."
              .formatted(settings.http().port(), settings.http().host()), failure);
    }
  }

  /**
   * The port that the server listens on.
   *
   * @return a port
   */
  public int port() {
    return http.getPort();
  }

  String greeting() {
    boolean sample = adapters.bots().find(SampleBot.NAME).isPresent();
    return StartText.of(settings.http().host(), port(),
        settings.token().isPresent() ? Optional.empty() : Optional.of(token.value()), sample,
        adapters.engine().health());
  }

  void rehearse() throws IOException, InterruptedException {
    new Rehearsal(port(), token).run(context.getBean(SampleBot.class));
    context.getBean(PracticeTurns.class).run(context.getBean(LiveBots.class).find(SampleBot.NAME), adapters.codes(),
        LONGEST_REHEARSAL);
  }

  /**
   * Asks itself for its page, beside whatever else it does: the first person then finds all of it ready. Not at once,
   * since turns come first.
   */
  void visitPage() {
    Executor later = CompletableFuture.delayedExecutor(SECONDS_BEFORE_VISIT, TimeUnit.SECONDS,
        visit -> Thread.ofPlatform().daemon().name("page-visit").start(visit));
    later.execute(() -> {
      try {
        new PageVisit("http://%s:%d".formatted(ServerNames.fromHere(settings.http().host()), port()), token).run();
      } catch (IOException failure) {
        if (http.isRunning()) {
          context.getBean(FailureListener.class).failed("look at its own page",
              new UncheckedIOException(failure));
        }
      }
    });
  }

  /** Takes no more requests, lets those in flight finish for a while, and closes everything. */
  @Override
  public void close() {
    try {
      context.close();
    } finally {
      adapters.close();
    }
  }

  /** What is left of the time that a start may take, so that a slow machine is not held up longer. */
  private static Duration timeToPractise(long begun) {
    long left = LONGEST_START.toNanos() - (System.nanoTime() - begun);
    return Duration.ofNanos(Math.clamp(left, SHORTEST_PRACTICE.toNanos(), LONGEST_PRACTICE.toNanos()));
  }

  private static void refuseToExpose(ServerSettings settings, EngineHealth health) {
    boolean weak = health.degradations().stream().anyMatch(lack -> lack.name().equals("sandbox"));
    if (weak && !settings.allowDegraded() && !isLoopback(settings.http().host())) {
      throw new StartException(("Node code cannot be isolated fully on this machine, so the server listens on loopback"
          + " only, not on %s. Mend the sandbox, or set TRAINYARD_ALLOW_DEGRADED=true.").formatted(
              settings.http().host()));
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  private static AccessToken token(ServerSettings settings) {
    try {
      Path folder = Files.createDirectories(settings.dataFolder());
      return settings.token().map(AccessToken::new).orElseGet(() -> TokenFile.open(folder, new SecureRandom()));
    } catch (IOException failure) {
      throw new StartException("The data folder %s cannot be made or read: %s. Set another with TRAINYARD_DATA_DIR."
          .formatted(settings.dataFolder(), failure.getMessage()), failure);
    }
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    return Map.of("micronaut.server.host", settings.http().host(), "micronaut.server.port",
        settings.http().port() == 0 ? -1 : settings.http().port(), "micronaut.server.max-request-size",
        settings.mostImportBytes(), "micronaut.netty.event-loops.default.num-threads", eventLoops());
  }

  /** The other half of the processors is for node code. A turn that changes loops on its way wakes a thread for it. */
  private static int eventLoops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private static @Nullable Throwable bindFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return cause;
      }
    }
    return null;
  }
}
