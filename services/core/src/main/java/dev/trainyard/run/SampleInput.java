package dev.trainyard.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.Payload;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.turn.LiveVariables;
import dev.trainyard.turn.TurnEvent;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableStore;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.VariableValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sample input for a run: an object with {@code entities} and {@code user_data} (or {@code user}).
 *
 * @param body what a turn's caller would have sent: JSON of an object with {@code user} and without
 * {@code env_variables}
 * @param environment the sample's own {@code env_variables}, which win over those of the stage
 */
public record SampleInput(String body, SortedMap<VariableName, VariableValue> environment) {
  private static final String EXAMPLE = "Write at least {\"entities\": {}, \"user_data\": {}}.";

  public SampleInput {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /**
   * Reads a sample.
   *
   * @param json UTF-8
   * @return the sample
   * @throws TrainyardException {@code invalid}, naming each key that is missing or wrong; {@code too_large}
   */
  public static SampleInput parse(byte[] json) {
    if (json.length > Payload.MOST_BYTES) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "A sample input has at most 6 MiB.");
    }
    try {
      return of(JsonText.strict(JsonText.decode(json)));
    } catch (MalformedJson malformed) {
      throw TrainyardException.invalid(malformed.pointer(), malformed.sentence("sample"));
    }
  }

  /**
   * Reads a sample that was part of a larger JSON.
   *
   * @param sample any
   * @return the sample
   * @throws TrainyardException {@code invalid}, naming each key that is missing or wrong; {@code too_large}
   */
  public static SampleInput parse(JsonNode sample) {
    return parse(JsonText.loneEscaped(JsonText.compact(sample)).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes the event of a run.
   *
   * @param node which runs
   * @param variables what it is given, those of the sample included
   * @return as a turn's
   */
  TurnEvent event(NodeName node, LiveVariables variables) {
    return TurnEvent.of(node, body.getBytes(StandardCharsets.UTF_8), variables.json());
  }

  /**
   * What the code is given.
   *
   * @param stored those of the stage
   * @return those, with the sample's own over them
   */
  LiveVariables variables(VariableValues stored) {
    SortedMap<VariableName, VariableValue> together = new TreeMap<>(stored.values());
    together.putAll(environment);
    return LiveVariables.of(new VariableValues(stored.revision(), together));
  }

  private static SampleInput of(JsonNode sample) {
    if (!(sample instanceof ObjectNode object)) {
      throw TrainyardException.invalid("", "The sample must be a JSON object. " + EXAMPLE);
    }
    List<Map<String, String>> errors = new ArrayList<>();
    JsonNode user = object.has("user_data") ? object.get("user_data") : object.get("user");
    checkObject(errors, "entities", object.get("entities"));
    checkObject(errors, object.has("user_data") || user == null ? "user_data" : "user", user);
    SortedMap<VariableName, VariableValue> environment = environment(errors, object.path("env_variables"));
    if (!errors.isEmpty()) {
      throw new TrainyardException(ErrorCode.INVALID,
          String.join(" ", errors.stream().map(error -> error.get("detail")).toList()) + " " + EXAMPLE,
          Map.of("errors", errors));
    }
    ObjectNode turn = object.deepCopy();
    turn.remove(List.of("user_data", "env_variables"));
    turn.set("user", user);
    return new SampleInput(JsonText.compact(turn), environment);
  }

  private static void checkObject(List<Map<String, String>> errors, String key,
      @Nullable JsonNode value) {
    if (value == null) {
      addError(errors, "/" + key, "The key " + key + " is missing.");
    } else if (!value.isObject()) {
      addError(errors, "/" + key, "The key " + key + " must hold an object.");
    }
  }

  private static SortedMap<VariableName, VariableValue> environment(List<Map<String, String>> errors, JsonNode values) {
    SortedMap<VariableName, VariableValue> environment = new TreeMap<>();
    if (values.isMissingNode() || values.isNull()) {
      return environment;
    }
    if (!values.isObject() || values.size() > VariableStore.MOST) {
      addError(errors, "/env_variables",
          "The key env_variables must hold an object of at most " + VariableStore.MOST + " texts.");
      return environment;
    }
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      String pointer = "/env_variables/" + entry.getKey().replace("~", "~0").replace("/", "~1");
      if (!entry.getValue().isTextual()) {
        addError(errors, pointer, "The value of a variable is a text.");
        continue;
      }
      try {
        environment.put(new VariableName(entry.getKey()), new VariableValue(entry.getValue().textValue()));
      } catch (TrainyardException refused) {
        addError(errors, pointer, refused.detail());
      }
    }
    return environment;
  }

  private static void addError(List<Map<String, String>> errors, String pointer, String detail) {
    if (errors.size() < 20) {
      errors.add(Map.of("pointer", pointer, "detail", detail));
    }
  }

  /** Hides the values. */
  @Override
  public String toString() {
    return "SampleInput[" + body.length() + " characters]";
  }
}
