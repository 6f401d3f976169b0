package dev.trainyard.server.upkeep;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotStore;
import dev.trainyard.error.FailureListener;
import dev.trainyard.page.PageRequest;
import dev.trainyard.server.wiring.Adapters;
import dev.trainyard.turn.LiveBot;
import dev.trainyard.turn.LiveBots;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Looks at the stored bots before the server says that it is ready, so that their sandboxes are on the way when the
 * first turns come. Thread-safe.
 */
@Singleton
public final class WarmUp {
  private static final int MOST_BOTS = 50;

  private final BotStore bots;
  private final LiveBots live;
  private final FailureListener failures;

  WarmUp(Adapters adapters, LiveBots live, FailureListener failures) {
    this.bots = adapters.bots();
    this.live = live;
    this.failures = failures;
  }

  /**
   * Reads what the first {@value #MOST_BOTS} bots serve; the others are read at their first turn.
   *
   * @return one that could be read, if any
   */
  public Optional<LiveBot> run() {
    Optional<LiveBot> one = Optional.empty();
    for (Bot bot : bots.list(PageRequest.first(MOST_BOTS)).items()) {
      try {
        one = Optional.of(live.find(bot.name()));
      } catch (RuntimeException unreadable) {
        failures.failed("prepare bot " + bot.name(), unreadable);
      }
    }
    return one;
  }
}
