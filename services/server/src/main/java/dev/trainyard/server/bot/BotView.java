package dev.trainyard.server.bot;

import dev.trainyard.bot.Bot;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A bot.
 *
 * @param name its name
 * @param title what people call it
 * @param botBreak what happens after a bot break
 * @param revision for If-Match
 * @param changedAt when its settings were last changed
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record BotView(String name, String title, BotBreakView botBreak, int revision, Instant changedAt) {

  /**
   * What happens after a bot break.
   *
   * @param messages what the user is told, by language
   * @param action what the caller does
   */
  @Serdeable
  record BotBreakView(Map<String, List<String>> messages, String action) {
  }

  static BotView of(Bot bot) {
    return new BotView(bot.name().value(), bot.settings().title(),
        new BotBreakView(bot.settings().breakMessages(), BotSettingsJson.text(bot.settings().breakAction())),
        bot.revision(), bot.changedAt());
  }
}
