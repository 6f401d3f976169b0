package dev.trainyard.bot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.FieldError;
import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A JSON object as its reader sees it: every field is asked for by type, and what is wrong is refused with its pointer.
 *
 * @param json the object
 * @param pointer where it is, empty for the whole input
 */
record JsonFields(JsonNode json, String pointer) {

  /** Takes an object that has no other fields than these. */
  static JsonFields of(JsonNode json, String pointer, Set<String> known) {
    if (!json.isObject()) {
      throw TrainyardException.invalid(pointer, "This must be an object.");
    }
    json.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) {
        throw TrainyardException.invalid(at(pointer, name), "There is no such field here; there are: "
            + String.join(", ", known.stream().sorted().toList()) + ".");
      }
    });
    return new JsonFields(json, pointer);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> TrainyardException.invalid(at(pointer, name), "This must be a text."));
  }

  Optional<String> optionalText(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(text(value, at(pointer, name)));
  }

  /** A text that becomes a value of its own; what that refuses is refused here, with the pointer. */
  <T> T value(String name, Function<String, T> making) {
    String text = text(name);
    return made(at(pointer, name), () -> making.apply(text));
  }

  int number(String name) {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw TrainyardException.invalid(at(pointer, name), "This must be a whole number.");
    }
    return value.intValue();
  }

  boolean flag(String name) {
    JsonNode value = json.path(name);
    if (!value.isBoolean()) {
      throw TrainyardException.invalid(at(pointer, name), "This must be true or false.");
    }
    return value.booleanValue();
  }

  JsonFields object(String name, Set<String> known) {
    return of(json.path(name), at(pointer, name), known);
  }

  /** An array; each item is read with its pointer, and no two may have the same key. */
  <T> List<T> list(String name, int most, BiFunction<JsonNode, String, T> reading, Function<T, ?> key) {
    JsonNode array = json.path(name);
    String place = at(pointer, name);
    if (!array.isArray()) {
      throw TrainyardException.invalid(place, "This must be an array.");
    }
    if (array.size() > most) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "%s has at most %d items.".formatted(place, most));
    }
    List<T> items = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      T item = reading.apply(array.get(i), place + '/' + i);
      if (!seen.add(key.apply(item))) {
        throw TrainyardException.invalid(place + '/' + i, "There are two of this name.");
      }
      items.add(item);
    }
    return items;
  }

  static String text(JsonNode value, String pointer) {
    if (!value.isTextual()) {
      throw TrainyardException.invalid(pointer, "This must be a text.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
      throw TrainyardException.invalid(pointer, "The text holds a lone surrogate, which UTF-8 cannot express.");
    }
    return value.textValue();
  }

  static <T> T made(String pointer, Supplier<T> making) {
    try {
      return making.get();
    } catch (TrainyardException refused) {
      if (refused.code() == ErrorCode.INVALID) {
        throw TrainyardException.invalid(pointer, refused.detail());
      }
      throw new TrainyardException(refused.code(), pointer + ": " + refused.detail(), refused.members(), refused);
    }
  }

  /** Makes something of an object's fields; what that refuses is refused here, with pointers from the whole input. */
  static <T> T within(String pointer, Supplier<T> making) {
    try {
      return making.get();
    } catch (TrainyardException refused) {
      if (refused.errors().isEmpty()) {
        throw refused;
      }
      throw TrainyardException.invalid(refused.errors().stream()
          .map(error -> new FieldError(pointer + error.pointer(), error.detail())).toList());
    }
  }

  static String at(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }
}
