package dev.trainyard.bot;

import java.time.Instant;

/**
 * A bot.
 *
 * @param id never changes
 * @param name never changes
 * @param settings what a person set
 * @param revision grows by one with every change of the settings, from 1
 * @param changedAt when the settings were last changed
 */
public record Bot(BotId id, BotName name, BotSettings settings, int revision, Instant changedAt) {

  /**
   * The bot after a change.
   *
   * @param changed its settings now
   * @param at when
   * @return the next revision
   */
  public Bot with(BotSettings changed, Instant at) {
    return new Bot(id, name, changed, revision + 1, at);
  }
}
