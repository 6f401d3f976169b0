package dev.trainyard.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares messages with the published tables of the message language. Serves one list of messages. */
final class MessageCheck {
  /** The most warnings. */
  static final int MOST = 50;

  private static final Set<String> TYPES = Set.of("TEXT", "BUTTON", "CAROUSEL", "SYSTEM", "FORM", "SILENT",
      "NATIVE_ACTION");

  private final List<String> warnings = new ArrayList<>();

  private MessageCheck() {
  }

  static List<String> warnings(ArrayNode messages) {
    MessageCheck check = new MessageCheck();
    for (int i = 0; i < messages.size(); i++) {
      check.message("messages[" + i + "]", messages.get(i));
    }
    return List.copyOf(check.warnings);
  }

  private void message(String at, JsonNode message) {
    JsonNode type = message.get("type");
    if (type == null || !type.isTextual()) {
      warn(at + ".type is missing or no text; a message needs one, such as TEXT.");
    } else if (!TYPES.contains(type.textValue())) {
      warn("%s.type is \"%s\", which the published tables do not have; it is passed on."
          .formatted(at, Cut.text(type.textValue(), 40)));
    }
    JsonNode text = message.get("text");
    if (text == null || !text.isTextual()) {
      warn(at + ".text is missing or no text.");
    }
    JsonNode data = message.get("data");
    if (data != null && !data.isObject()) {
      warn(at + ".data is no object.");
    } else {
      data(at + ".data", message.path("type").asText(), data == null ? message.path("data") : data);
    }
  }

  private void data(String at, String type, JsonNode data) {
    switch (type) {
      case "TEXT" -> optionalList(at + ".quick_replies", data.get("quick_replies"), this::actionable);
      case "BUTTON" -> requiredList(at + ".items", data.get("items"), this::actionable);
      case "CAROUSEL" -> requiredList(at + ".items", data.get("items"), this::card);
      default -> {
        // Nothing is published about the data of other types.
      }
    }
  }

  private void card(String at, JsonNode card) {
    if (!card.isObject()) {
      warn(at + " is no object.");
    } else {
      optionalList(at + ".actionables", card.get("actionables"), this::actionable);
    }
  }

  private void actionable(String at, JsonNode actionable) {
    if (!actionable.isObject()) {
      warn(at + " is no object.");
      return;
    }
    for (String key : List.of("actionable_text", "uri", "type")) {
      JsonNode value = actionable.get(key);
      if (value == null || !value.isTextual()) {
        warn(at + "." + key + " is missing or no text.");
      }
    }
    JsonNode payload = actionable.get("payload");
    if (payload != null && !payload.isObject()) {
      warn(at + ".payload is no object.");
    }
    JsonNode isDefault = actionable.get("is_default");
    if (isDefault != null && !isDefault.isBoolean() && !isDefault.isInt()) {
      warn(at + ".is_default is neither 0 nor 1.");
    }
    JsonNode location = actionable.get("location_required");
    if (location != null && !location.isBoolean()) {
      warn(at + ".location_required is neither true nor false.");
    }
  }

  private void requiredList(String at, @Nullable JsonNode list, Check check) {
    if (list == null || list.isEmpty()) {
      warn(at + " is missing or empty: there is nothing to choose.");
    } else {
      optionalList(at, list, check);
    }
  }

  private void optionalList(String at, @Nullable JsonNode list, Check check) {
    if (list == null) {
      return;
    }
    if (!list.isArray()) {
      warn(at + " is no list.");
      return;
    }
    for (int i = 0; i < list.size() && warnings.size() < MOST; i++) {
      check.on(at + "[" + i + "]", list.get(i));
    }
  }

  private void warn(String warning) {
    if (warnings.size() < MOST) {
      warnings.add(warning);
    }
  }

  private interface Check {
    void on(String at, JsonNode value);
  }
}
