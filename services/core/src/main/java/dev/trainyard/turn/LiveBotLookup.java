package dev.trainyard.turn;

import dev.trainyard.bot.BotName;
import java.util.Optional;

/** Finds the bot that a turn is for. Thread-safe. */
public interface LiveBotLookup {

  /**
   * Finds a bot.
   *
   * @param name its name
   * @return the bot as it is now, or was at the last refresh
   * @throws dev.trainyard.error.TrainyardException {@code not_found}; {@code store_unavailable} if it is not in memory
   * and cannot be read
   */
  LiveBot find(BotName name);

  /**
   * Finds a bot without waiting for anything.
   *
   * @param name its name
   * @return the bot as {@link #find} gives it, empty if that would have to ask a store
   */
  Optional<LiveBot> findInMemory(BotName name);
}
