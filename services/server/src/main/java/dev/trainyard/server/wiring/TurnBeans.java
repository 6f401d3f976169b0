package dev.trainyard.server.wiring;

import dev.trainyard.bot.IdSource;
import dev.trainyard.error.FailureListener;
import dev.trainyard.release.ManifestJson;
import dev.trainyard.run.RunDraft;
import dev.trainyard.server.config.ServerSettings;
import dev.trainyard.turn.BatchingTurnRecorder;
import dev.trainyard.turn.Limits;
import dev.trainyard.turn.LiveBotReader;
import dev.trainyard.turn.LiveBots;
import dev.trainyard.turn.TakeTurn;
import dev.trainyard.turn.TurnRecorder;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/** What turns and runs need. */
@Factory
final class TurnBeans {
  private static final int MOST_RUNS = 200;
  /** A bot without turns for this long is read anew at its next one. */
  private static final Duration REST = Duration.ofHours(1);

  @Singleton
  FailureListener failures() {
    return (what, cause) -> LoggerFactory.getLogger("dev.trainyard").warn("Could not {}", what, cause);
  }

  @Singleton
  LiveBots liveBots(Adapters adapters, InstantSource clock, FailureListener failures) {
    LiveBotReader reader = new LiveBotReader(adapters.bots(), adapters.stages(), adapters.releases(), adapters.codes(),
        adapters.variables(), ManifestJson::read, failures);
    return new LiveBots(reader, adapters.engine(), clock, REST, failures);
  }

  @Singleton
  @Bean(preDestroy = "close")
  BatchingTurnRecorder recorder(Adapters adapters, FailureListener failures) {
    return new BatchingTurnRecorder(adapters.turns(), BatchingTurnRecorder.Settings.DEFAULT, failures);
  }

  @Singleton
  TakeTurn takeTurn(LiveBots bots, Adapters adapters, BatchingTurnRecorder recorder, IdSource ids, InstantSource clock,
      ServerSettings settings, FailureListener failures) {
    TurnRecorder used = settings.turns().recorded() ? recorder : _ -> {
    };
    return new TakeTurn(bots, adapters.engine(), used, ids, clock, new TakeTurn.Settings(
        new Limits(settings.turns().stateCharacters()), settings.turns().longestWait()), failures);
  }

  @Singleton
  RunDraft runDraft(Adapters adapters, IdSource ids, InstantSource clock, ServerSettings settings,
      FailureListener failures) {
    return new RunDraft(adapters.bots(), adapters.nodes(), adapters.drafts(), adapters.variables(), adapters.catalog(),
        adapters.engine(), ids, clock,
        new RunDraft.Settings(new Limits(settings.turns().stateCharacters()), settings.longestRunWait(), MOST_RUNS),
        failures);
  }
}
