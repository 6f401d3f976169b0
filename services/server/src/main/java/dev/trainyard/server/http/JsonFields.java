package dev.trainyard.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.FieldError;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The fields of a JSON object in a request's body, read one by one; {@code null} counts as absent. What is wrong counts
 * as absent too, and is noted with the field's pointer; {@link #andNoOthers} or {@link #make}, which come last, refuse
 * all of it at once. For one thread.
 */
public final class JsonFields {
  private static final int MOST_ERRORS = 20;

  private final ObjectNode object;
  private final String pointer;
  private final List<FieldError> errors;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<JsonFields> inner = new ArrayList<>();

  private JsonFields(ObjectNode object, String pointer, List<FieldError> errors) {
    this.object = object;
    this.pointer = pointer;
    this.errors = errors;
  }

  /**
   * Reads a body.
   *
   * @param body JSON of an object
   * @return its fields
   * @throws TrainyardException {@code invalid} if it is anything else
   */
  public static JsonFields of(byte[] body) {
    if (tree(body) instanceof ObjectNode object) {
      return new JsonFields(object, "", new ArrayList<>());
    }
    throw TrainyardException.invalid("", "The body must be a JSON object.");
  }

  /**
   * Reads a body that may be left out.
   *
   * @param body JSON of an object; absent counts as an empty object
   * @return its fields
   * @throws TrainyardException {@code invalid} if it is anything else
   */
  public static JsonFields of(Optional<byte[]> body) {
    return body.map(JsonFields::of)
        .orElseGet(() -> new JsonFields(JsonNodeFactory.instance.objectNode(), "", new ArrayList<>()));
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
    return value(name, JsonNode::isTextual, "This must be a text.").map(JsonNode::textValue);
  }

  /**
   * A text that becomes a value of its own.
   *
   * @param name of the field
   * @param making what it becomes; what that refuses is noted
   * @return the value, empty if absent
   */
  public <T> Optional<T> text(String name, Function<String, T> making) {
    return text(name).flatMap(text -> {
      try {
        return Optional.of(making.apply(text));
      } catch (TrainyardException refused) {
        if (refused.code() != ErrorCode.INVALID) {
          throw new TrainyardException(refused.code(), refused.detail(),
              Map.of("errors", List.of(Map.of("pointer", at(name), "detail", refused.detail()))), refused);
        }
        note(at(name), refused.detail());
        return Optional.empty();
      }
    });
  }

  /**
   * A whole number.
   *
   * @param name of the field
   * @return its value, empty if absent
   */
  public Optional<Integer> number(String name) {
    return value(name, JsonNode::isInt, "This must be a whole number.").map(JsonNode::intValue);
  }

  /**
   * True or false.
   *
   * @param name of the field
   * @return its value, empty if absent
   */
  public Optional<Boolean> flag(String name) {
    return value(name, JsonNode::isBoolean, "This must be true or false.").map(JsonNode::booleanValue);
  }

  /**
   * An object.
   *
   * @param name of the field
   * @return its fields, empty if absent; what is wrong with them is refused by this
   */
  public Optional<JsonFields> object(String name) {
    Optional<JsonFields> found = value(name, JsonNode::isObject, "This must be an object.")
        .map(value -> new JsonFields((ObjectNode) value, at(name), errors));
    found.ifPresent(inner::add);
    return found;
  }

  /**
   * Any JSON.
   *
   * @param name of the field
   * @return its value, empty if absent
   */
  public Optional<JsonNode> json(String name) {
    return value(name, _ -> true, "");
  }

  /**
   * An object of lists of texts.
   *
   * @param name of the field
   * @return by name, empty if absent
   */
  public Optional<Map<String, List<String>>> textLists(String name) {
    return value(name, JsonNode::isObject, "This must be an object.").map(value -> {
      Map<String, List<String>> lists = new LinkedHashMap<>();
      value.properties().forEach(field -> texts(at(name) + part(field.getKey()), field.getValue())
          .ifPresent(texts -> lists.put(field.getKey(), texts)));
      return lists;
    });
  }

  /**
   * Refuses fields that were not asked for, and all that was wrong with the others.
   *
   * @return this
   */
  public JsonFields andNoOthers() {
    noteOthers();
    refuse();
    return this;
  }

  /**
   * Refuses as {@link #andNoOthers} does, together with what the maker refuses.
   *
   * @param maker makes something of the fields that were read
   * @return what it makes
   */
  public <T> T make(Supplier<T> maker) {
    noteOthers();
    try {
      T made = maker.get();
      refuse();
      return made;
    } catch (TrainyardException refused) {
      refused.errors().stream().filter(error -> !errors.contains(error))
          .forEach(error -> note(error.pointer(), error.detail()));
      refuse();
      throw refused;
    }
  }

  private void noteOthers() {
    object.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) {
        note(at(name), "There is no such field here; the fields are " + String.join(", ", known) + ".");
      }
    });
    inner.forEach(JsonFields::noteOthers);
  }

  private void refuse() {
    if (!errors.isEmpty()) {
      throw TrainyardException.invalid(errors);
    }
  }

  private Optional<List<String>> texts(String place, JsonNode value) {
    List<String> texts = new ArrayList<>();
    boolean allTexts = value.isArray();
    for (JsonNode text : value) {
      allTexts &= text.isTextual();
      texts.add(text.asText());
    }
    if (!allTexts) {
      note(place, "This must be a list of texts.");
    }
    return allTexts ? Optional.of(texts) : Optional.empty();
  }

  private Optional<JsonNode> value(String name, Predicate<JsonNode> holds, String otherwise) {
    known.add(name);
    Optional<JsonNode> value = Optional.ofNullable(object.get(name)).filter(given -> !given.isNull());
    if (value.isPresent() && !holds.test(value.get())) {
      note(at(name), otherwise);
      return Optional.empty();
    }
    return value;
  }

  private void note(String place, String detail) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new FieldError(place, detail));
    }
  }

  private String at(String name) {
    return pointer + part(name);
  }

  private static String part(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
