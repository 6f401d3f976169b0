package dev.trainyard.aws.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.BotSettings.BreakAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings as an item holds them. Written out by hand: what was stored once must be read for ever. */
final class StoredJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StoredJson() {
  }

  static String of(BotSettings settings) {
    ObjectNode object = JSON.objectNode().put("title", settings.title()).put("break_action",
        settings.breakAction().name().toLowerCase(Locale.ROOT));
    ObjectNode messages = object.putObject("break_messages");
    settings.breakMessages().forEach((language, texts) -> {
      ArrayNode array = messages.putArray(language);
      texts.forEach(array::add);
    });
    return object.toString();
  }

  static BotSettings settings(String stored) {
    JsonNode object = parse(stored);
    SortedMap<String, List<String>> messages = new TreeMap<>();
    object.path("break_messages").forEachEntry((language, texts) -> {
      List<String> copy = new ArrayList<>();
      texts.forEach(text -> copy.add(text.textValue()));
      messages.put(language, copy);
    });
    return new BotSettings(object.path("title").textValue(), messages,
        BreakAction.valueOf(object.path("break_action").textValue().toUpperCase(Locale.ROOT)));
  }

  private static JsonNode parse(String stored) {
    try {
      return MAPPER.readTree(stored);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("stored settings cannot be read", damaged);
    }
  }
}
