package dev.trainyard.server.wiring;

import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.IdSource;
import dev.trainyard.error.FailureListener;
import dev.trainyard.release.Manifests;
import dev.trainyard.release.ReleasePorts;
import dev.trainyard.release.Releases;
import dev.trainyard.release.RemoveLeftovers;
import dev.trainyard.release.RollBackStage;
import dev.trainyard.release.Stages;
import dev.trainyard.release.TrainBot;
import dev.trainyard.release.TrainingEvents;
import dev.trainyard.release.TrainingSettings;
import dev.trainyard.release.TransferBot;
import dev.trainyard.server.config.ServerSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What makes releases and moves stages. */
@Factory
final class ReleaseBeans {
  /** Lambda takes seconds to make a function ready: so many at once, and its rate of calls is what holds up. */
  private static final int PUBLISHES_ON_LAMBDA = 32;
  private static final int MOST_WATCHERS = 200;

  /** Trainings, each on a thread of its own; how many run is limited by the use case. */
  record TrainingThreads(ExecutorService executor) implements AutoCloseable {
    /** Does not wait for trainings: what they published is reused by the next one. */
    @Override
    public void close() {
      executor.shutdownNow();
    }
  }

  @Singleton
  @Bean(preDestroy = "close")
  TrainingThreads threads() {
    return new TrainingThreads(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("training-", 0).factory()));
  }

  @Singleton
  ReleasePorts ports(Adapters adapters, BotChanges changes, FailureListener failures) {
    return new ReleasePorts(adapters.nodes(), adapters.drafts(), adapters.codes(), adapters.releases(),
        adapters.stages(), adapters.trainings(), adapters.engine(), adapters.catalog(), changes, failures);
  }

  @Singleton
  Manifests manifests(Adapters adapters) {
    return new Manifests(adapters.codes());
  }

  @Singleton
  TrainingSettings settings(ServerSettings settings) {
    TrainingSettings usual = TrainingSettings.DEFAULT;
    int publishes = settings.homes().engineOnAws() ? PUBLISHES_ON_LAMBDA : usual.parallelPublishes();
    return new TrainingSettings(publishes, usual.mostTrainings(), usual.lease(), usual.progressEvery(),
        settings.releasesKept());
  }

  @Singleton
  TrainBot trainBot(Bots bots, ReleasePorts ports, Manifests manifests, IdSource ids, InstantSource clock,
      TrainingThreads threads, TrainingSettings settings) {
    return new TrainBot(bots, ports, manifests, ids, clock, threads.executor(), new TrainingEvents(MOST_WATCHERS),
        settings);
  }

  @Singleton
  RemoveLeftovers removeLeftovers(Adapters adapters, ReleasePorts ports, Manifests manifests, InstantSource clock,
      ServerSettings settings) {
    return new RemoveLeftovers(adapters.bots(), ports, manifests, clock, settings.leftoversKept());
  }

  @Singleton
  Stages stages(Bots bots, ReleasePorts ports, Manifests manifests) {
    return new Stages(bots, ports, manifests);
  }

  @Singleton
  Releases releases(Bots bots, ReleasePorts ports, Manifests manifests) {
    return new Releases(bots, ports, manifests);
  }

  @Singleton
  TransferBot transferBot(Bots bots, ReleasePorts ports, Adapters adapters, Manifests manifests, InstantSource clock,
      TrainingSettings settings) {
    return new TransferBot(bots, ports, adapters.variables(), manifests, clock, settings);
  }

  @Singleton
  RollBackStage rollBackStage(Bots bots, ReleasePorts ports, InstantSource clock, TrainingSettings settings) {
    return new RollBackStage(bots, ports, clock, settings);
  }
}
