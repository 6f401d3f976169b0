package dev.trainyard.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param effect {@code Allow} or {@code Deny}
 * @param actions what
 * @param resources on what
 * @param conditions when, by operator and key
 */
record Statement(String effect, List<String> actions, List<String> resources, Map<String, Object> conditions) {

  static Stream<Statement> all(@Nullable Object document) {
    return TemplateText.listOf(TemplateText.objectOf(document).get("Statement")).stream().map(TemplateText::objectOf)
        .map(statement -> new Statement(String.valueOf(statement.get("Effect")), texts(statement.get("Action")),
            texts(statement.get("Resource")), TemplateText.objectOf(statement.getOrDefault("Condition", Map.of()))));
  }

  boolean allows(String action) {
    return effect.equals("Allow") && actions.contains(action);
  }

  private static List<String> texts(@Nullable Object node) {
    return node instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of(String.valueOf(node));
  }
}
