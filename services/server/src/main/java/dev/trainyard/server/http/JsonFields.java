package dev.trainyard.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a JSON object in a request's body, read one by one; {@code null} counts as absent. What is wrong is
 * refused with the field's pointer. For one thread.
 */
public final class JsonFields {
  private final ObjectNode object;
  private final String pointer;
  private final Set<String> known = new LinkedHashSet<>();

  private JsonFields(ObjectNode object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  /**
   * Reads a body.
   *
   * @param body JSON of an object
   * @return its fields
   * @throws TrainyardException {@code invalid} if it is anything else
   */
  public static JsonFields of(byte[] body) {
    return of(tree(body), "");
  }

  /**
   * Reads a body that may be left out.
   *
   * @param body JSON of an object; absent counts as an empty object
   * @return its fields
   * @throws TrainyardException {@code invalid} if it is anything else
   */
  public static JsonFields of(Optional<byte[]> body) {
    return body.map(JsonFields::of).orElseGet(() -> new JsonFields(JsonNodeFactory.instance.objectNode(), ""));
  }

  /**
   * Reads a body of any shape.
   *
   * @param body JSON
   * @return the value
   * @throws TrainyardException {@code invalid} if it is no JSON
   */
  public static JsonNode tree(byte[] body) {
    try {
      return JsonText.strict(JsonText.decode(body));
    } catch (MalformedJson malformed) {
      throw TrainyardException.invalid(malformed.pointer(), malformed.sentence("body"));
    }
  }

  /**
   * Decodes a body.
   *
   * @param body UTF-8
   * @return the text
   * @throws TrainyardException {@code invalid} if it is not UTF-8
   */
  public static String text(byte[] body) {
    try {
      return JsonText.decode(body);
    } catch (MalformedJson malformed) {
      throw TrainyardException.invalid("", malformed.sentence("body"));
    }
  }

  /**
   * A text.
   *
   * @param name of the field
   * @return its value, empty if absent
   */
  public Optional<String> text(String name) {
    return value(name).map(value -> {
      require(value.isTextual(), name, "This must be a text.");
      return value.textValue();
    });
  }

  /**
   * A whole number.
   *
   * @param name of the field
   * @return its value, empty if absent
   */
  public Optional<Integer> number(String name) {
    return value(name).map(value -> {
      require(value.isInt(), name, "This must be a whole number.");
      return value.intValue();
    });
  }

  /**
   * True or false.
   *
   * @param name of the field
   * @return its value, empty if absent
   */
  public Optional<Boolean> flag(String name) {
    return value(name).map(value -> {
      require(value.isBoolean(), name, "This must be true or false.");
      return value.booleanValue();
    });
  }

  /**
   * An object.
   *
   * @param name of the field
   * @return its fields, empty if absent
   */
  public Optional<JsonFields> object(String name) {
    return value(name).map(value -> of(value, at(name)));
  }

  /**
   * Any JSON.
   *
   * @param name of the field
   * @return its value, empty if absent
   */
  public Optional<JsonNode> json(String name) {
    return value(name);
  }

  /**
   * An object of lists of texts.
   *
   * @param name of the field
   * @return by name, empty if absent
   */
  public Optional<Map<String, List<String>>> textLists(String name) {
    return value(name).map(value -> {
      require(value.isObject(), name, "This must be an object.");
      Map<String, List<String>> lists = new LinkedHashMap<>();
      value.properties().forEach(field -> lists.put(field.getKey(), texts(name + "/" + field.getKey(),
          field.getValue())));
      return lists;
    });
  }

  /**
   * Refuses every field that was not asked for.
   *
   * @return this
   */
  public JsonFields andNoOthers() {
    List<Map<String, String>> errors = new ArrayList<>();
    object.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) {
        errors.add(Map.of("pointer", at(name.replace("~", "~0").replace("/", "~1")), "detail",
            "There is no such field here; the fields are " + String.join(", ", known) + "."));
      }
    });
    if (!errors.isEmpty()) {
      throw new TrainyardException(ErrorCode.INVALID, "The body has fields that are not known here.",
          Map.of("errors", errors));
    }
    return this;
  }

  private static JsonFields of(JsonNode value, String pointer) {
    if (value instanceof ObjectNode object) {
      return new JsonFields(object, pointer);
    }
    throw TrainyardException.invalid(pointer, pointer.isEmpty()
        ? "The body must be a JSON object."
        : "This must be an object.");
  }

  private List<String> texts(String name, JsonNode value) {
    require(value.isArray(), name, "This must be a list of texts.");
    List<String> texts = new ArrayList<>();
    value.forEach(text -> {
      require(text.isTextual(), name, "This must be a list of texts.");
      texts.add(text.textValue());
    });
    return texts;
  }

  private Optional<JsonNode> value(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  private void require(boolean holds, String name, String detail) {
    if (!holds) {
      throw TrainyardException.invalid(at(name), detail);
    }
  }

  private String at(String name) {
    return pointer + "/" + name;
  }
}
