package dev.trainyard.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.util.List;

/** The message language HSL: what users see is an object of {@code text}, {@code type} and {@code data}. Pure. */
public final class MessageLanguage {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MessageLanguage() {
  }

  /**
   * Every entry of a response as an object of the language. A text that holds such an object becomes it; any other text
   * becomes a message of type {@code TEXT}; objects stay as they are.
   *
   * @param response texts and objects
   * @return as many objects
   */
  public static ArrayNode messages(ArrayNode response) {
    ArrayNode messages = NODES.arrayNode(response.size());
    for (JsonNode entry : response) {
      messages.add(entry.isTextual() ? message(entry.textValue()) : entry);
    }
    return messages;
  }

  /**
   * Texts as objects of the language, without looking into them.
   *
   * @param texts any
   * @return as many messages of type {@code TEXT}
   */
  public static ArrayNode plain(List<String> texts) {
    ArrayNode messages = NODES.arrayNode(texts.size());
    texts.forEach(text -> messages.add(plain(text)));
    return messages;
  }

  /**
   * What is odd about messages, for the person who writes the code. Never a reason to refuse them: the language's
   * published tables are incomplete.
   *
   * @param messages from {@link #messages}
   * @return at most {@value MessageCheck#MOST} sentences
   */
  public static List<String> warnings(ArrayNode messages) {
    return MessageCheck.warnings(messages);
  }

  private static JsonNode message(String text) {
    if (text.stripLeading().startsWith("{")) {
      try {
        JsonNode object = JsonText.strict(text);
        if (object.has("type")) {
          return object;
        }
      } catch (MalformedJson noMessage) {
        return plain(text);
      }
    }
    return plain(text);
  }

  private static ObjectNode plain(String text) {
    ObjectNode message = NODES.objectNode();
    message.put("text", text);
    message.put("type", "TEXT");
    message.putObject("data").putArray("quick_replies");
    return message;
  }
}
