package dev.trainyard.local.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lists and maps as a column holds them. Written out by hand: what was stored once must be read for ever. */
final class StoredJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StoredJson() {
  }

  static String ofMessages(SortedMap<String, List<String>> messages) {
    ObjectNode object = JSON.objectNode();
    messages.forEach((language, texts) -> texts.forEach(object.withArray("/" + language)::add));
    return object.toString();
  }

  static SortedMap<String, List<String>> messages(String stored) {
    SortedMap<String, List<String>> messages = new TreeMap<>();
    parse(stored).forEachEntry((language, texts) -> {
      List<String> copy = new ArrayList<>();
      texts.forEach(text -> copy.add(text.textValue()));
      messages.put(language, copy);
    });
    return messages;
  }

  static String ofNumbers(List<Integer> numbers) {
    ArrayNode array = JSON.arrayNode();
    numbers.forEach(array::add);
    return array.toString();
  }

  static List<Integer> numbers(String stored) {
    List<Integer> numbers = new ArrayList<>();
    parse(stored).forEach(number -> numbers.add(number.intValue()));
    return numbers;
  }

  private static JsonNode parse(String stored) {
    try {
      return MAPPER.readTree(stored);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a stored list cannot be read", damaged);
    }
  }
}
