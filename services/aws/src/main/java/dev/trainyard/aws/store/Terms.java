package dev.trainyard.aws.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The names and values that an expression of DynamoDB's refers to. Any name may stand there. Not thread-safe. */
final class Terms {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  /** How an attribute is called in the expression. */
  String name(String attribute) {
    String placeholder = "#n" + names.size();
    names.put(placeholder, attribute);
    return placeholder;
  }

  /** How a value is called in the expression. */
  String value(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  String value(String text) {
    return value(AttributeValue.fromS(text));
  }

  String value(long number) {
    return value(AttributeValue.fromN(Long.toString(number)));
  }

  Map<String, String> names() {
    return Map.copyOf(names);
  }

  /** Null where there are none: DynamoDB refuses an empty map. */
  @Nullable
  Map<String, AttributeValue> values() {
    return values.isEmpty() ? null : Map.copyOf(values);
  }
}
