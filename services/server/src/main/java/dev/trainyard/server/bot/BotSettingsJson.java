package dev.trainyard.server.bot;

import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.server.http.JsonFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a bot's settings. */
final class BotSettingsJson {
  private BotSettingsJson() {
  }

  static BotSettings read(JsonFields fields) {
    Optional<String> title = fields.text("title");
    Optional<JsonFields> onBreak = fields.object("bot_break");
    TreeMap<String, List<String>> messages = new TreeMap<>(
        onBreak.flatMap(broken -> broken.textLists("messages")).orElse(Map.of()));
    BreakAction action = onBreak.flatMap(broken -> broken.text("action", BotSettingsJson::action))
        .orElse(BotSettings.DEFAULT.breakAction());
    return fields.make(() -> new BotSettings(title.orElse(BotSettings.DEFAULT.title()), messages, action));
  }

  static String text(BreakAction action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static BreakAction action(String text) {
    for (BreakAction action : BreakAction.values()) {
      if (text(action).equals(text)) {
        return action;
      }
    }
    throw TrainyardException.invalid("/bot_break/action", "The action is send_messages or hand_over.");
  }
}
