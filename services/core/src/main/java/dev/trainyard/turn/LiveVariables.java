package dev.trainyard.turn;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.trainyard.json.JsonText;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.VariableValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The variables of a stage as turns need them. Immutable.
 *
 * @param revision of the values
 * @param json an object with all values
 * @param masking hides them
 */
public record LiveVariables(long revision, String json, Masking masking) {
  /** A stage without variables, at a revision that no store has. */
  static final LiveVariables UNREAD = new LiveVariables(-1, "{}", Masking.NONE);

  /**
   * Prepares values.
   *
   * @param values of a stage
   * @return ready for turns
   */
  public static LiveVariables of(VariableValues values) {
    byte[] json = JsonText.write(generator -> write(generator, values.values()));
    return new LiveVariables(values.revision(), new String(json, StandardCharsets.UTF_8),
        Masking.of(values.values().values()));
  }

  private static void write(JsonGenerator generator, Map<VariableName, VariableValue> values) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<VariableName, VariableValue> variable : values.entrySet()) {
      generator.writeStringField(variable.getKey().value(), variable.getValue().text());
    }
    generator.writeEndObject();
  }

  /** Hides the values. */
  @Override
  public String toString() {
    return "LiveVariables[revision=" + revision + "]";
  }
}
