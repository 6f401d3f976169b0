package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.json.JsonArbitraries;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLanguageTest {

  @ParameterizedTest
  @DisplayName("C3.1 a string that is no JSON object with a type is a plain text")
  @ValueSource(strings = {"Hello", "", " ", "{", "{}", "{\"text\":\"x\"}", "[{\"type\":\"TEXT\"}]", "\"type\"", "5",
      "{\"type\":\"TEXT\"} and more", "{\"type\":\"TEXT\",\"type\":\"TEXT\"}", "{\"type\":NaN}",
      "{\"type\":\"\\ud800\"}", "{name}, hi"})
  void plainTexts(String text) {
    assertEquals("[{\"text\":\"%s\",\"type\":\"TEXT\",\"data\":{\"quick_replies\":[]}}]".formatted(
        JsonText.quoted(text)), JsonText.compact(MessageLanguage.messages(list().add(text))));
  }

  @Test
  @DisplayName("C3.1 a JSON-encoded message becomes the object, with numbers and unknown keys as they were")
  void encodedMessages() {
    String hsl = "{\"text\":\"T\",\"type\":\"NEW_ONE\",\"data\":{\"price\":1.10,\"uri\":\"LAUNCH_CHANNEL\"},\"isNew\":false}";
    assertEquals("[" + hsl + "]", JsonText.compact(MessageLanguage.messages(list().add("\n " + hsl + " "))));
  }

  @Test
  @DisplayName("C3.1 an object stays as it is")
  void objects() throws MalformedJson {
    ArrayNode response = list("[{\"text\":\"no type\"},{\"type\":5}]");
    assertEquals(response, MessageLanguage.messages(response));
  }

  @ParameterizedTest
  @DisplayName("C3.1 odd messages are warned of, at their place")
  @CsvSource(delimiter = '|', value = {
      "{\"text\":\"x\",\"type\":\"TEXT\",\"data\":{\"quick_replies\":[]}}|",
      "{\"text\":\"x\"}|messages[0].type is missing or no text; a message needs one, such as TEXT.",
      "{\"text\":\"x\",\"type\":\"POLL\"}|'messages[0].type is \"POLL\", which the published tables do not have; it is passed on.'",
      "{\"type\":\"SYSTEM\"}|messages[0].text is missing or no text.",
      "{\"text\":\"x\",\"type\":\"TEXT\",\"data\":[]}|messages[0].data is no object.",
      "{\"text\":\"x\",\"type\":\"TEXT\",\"data\":{\"quick_replies\":{}}}|messages[0].data.quick_replies is no list.",
      "{\"text\":\"x\",\"type\":\"BUTTON\",\"data\":{}}|messages[0].data.items is missing or empty: there is nothing to choose.",
      "{\"text\":\"x\",\"type\":\"BUTTON\",\"data\":{\"items\":[{\"uri\":\"LINK\",\"type\":\"A\"}]}}|messages[0].data.items[0].actionable_text is missing or no text.",
      "{\"text\":\"x\",\"type\":\"CAROUSEL\",\"data\":{\"items\":[{\"actionables\":[5]}]}}|messages[0].data.items[0].actionables[0] is no object."})
  void warnings(String message, String warning) throws MalformedJson {
    assertEquals(warning == null ? List.of() : List.of(warning),
        MessageLanguage.warnings(list("[" + message + "]")));
  }

  @Test
  @DisplayName("C3.1 the published button of the documentation has no warning")
  void publishedButton() throws MalformedJson {
    assertEquals(List.of(), MessageLanguage.warnings(list("""
        [{"text": "PRICE LIST", "type": "BUTTON", "isNew": false, "data": {"items": [
          {"actionable_text": "Show", "location_required": false, "is_default": 0, "uri": "LAUNCH_CHANNEL",
           "type": "TEXT_ONLY", "payload": {"gogo_message": "", "message": "Show me the prices"}},
          {"actionable_text": "Open", "location_required": true, "is_default": true, "uri": "LINK",
           "type": "APP_ACTION", "payload": {"url": "https://example.org", "gogo_message": ""}}]}}]""")));
  }

  @Property
  void anyResponseIsTaken(@ForAll("responses") String response) throws MalformedJson {
    ArrayNode entries = list(response);
    ArrayNode messages = MessageLanguage.messages(entries);
    assertEquals(entries.size(), messages.size());
    for (JsonNode message : messages) {
      assertTrue(message.isObject());
    }
    assertTrue(MessageLanguage.warnings(messages).size() <= 50);
    JsonText.strict(JsonText.compact(messages));
  }

  @Provide
  Arbitrary<String> responses() {
    Arbitrary<String> types = Arbitraries.of("TEXT", "BUTTON", "CAROUSEL", "POLL");
    Arbitrary<String> objects = types.flatMap(type -> JsonArbitraries.json()
        .map(data -> "{\"type\":\"" + type + "\",\"data\":{\"items\":" + data + ",\"quick_replies\":" + data + "}}"));
    Arbitrary<String> encoded = Arbitraries.oneOf(JsonArbitraries.json(), objects, JsonArbitraries.text())
        .map(text -> "\"" + JsonText.quoted(text) + "\"");
    return Arbitraries.oneOf(encoded, objects, JsonArbitraries.objects()).list().ofMaxSize(6)
        .map(entries -> "[" + String.join(",", entries) + "]");
  }

  private static ArrayNode list() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static ArrayNode list(String json) throws MalformedJson {
    return (ArrayNode) JsonText.strict(json);
  }
}
