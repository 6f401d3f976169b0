package dev.trainyard.aws.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as it is stored.
 *
 * @param attributes by name, the key's among them
 */
record Row(Map<String, AttributeValue> attributes) {
  Row {
    attributes = Map.copyOf(attributes);
  }

  /** An item that is not stored yet. */
  static Row at(Key key) {
    return new Row(key.attributes());
  }

  Row with(String name, String text) {
    return with(name, AttributeValue.fromS(text));
  }

  Row with(String name, long number) {
    return with(name, AttributeValue.fromN(Long.toString(number)));
  }

  Row with(String name, boolean flag) {
    return with(name, AttributeValue.fromBool(flag));
  }

  Row with(String name, Instant instant) {
    return with(name, instant.toString());
  }

  Row with(String name, byte[] bytes) {
    return with(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
  }

  Row withNumbers(String name, List<Integer> numbers) {
    return with(name, AttributeValue
        .fromL(numbers.stream().map(number -> AttributeValue.fromN(Integer.toString(number))).toList()));
  }

  Row withText(String name, Optional<String> text) {
    return text.map(present -> with(name, present)).orElse(this);
  }

  Row withNumber(String name, Optional<Integer> number) {
    return number.map(present -> with(name, present)).orElse(this);
  }

  Row withInstant(String name, Optional<Instant> instant) {
    return instant.map(present -> with(name, present)).orElse(this);
  }

  Row with(String name, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(attributes);
    more.put(name, value);
    return new Row(more);
  }

  Key key() {
    return new Key(text(Key.PARTITION), text(Key.SORT));
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  String text(String name) {
    return value(name).s();
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long number(String name) {
    return Long.parseLong(value(name).n());
  }

  int integer(String name) {
    return Integer.parseInt(value(name).n());
  }

  Optional<Integer> optionalInteger(String name) {
    return has(name) ? Optional.of(integer(name)) : Optional.empty();
  }

  boolean flag(String name) {
    return value(name).bool();
  }

  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(Instant::parse);
  }

  byte[] bytes(String name) {
    return value(name).b().asByteArray();
  }

  List<Integer> numbers(String name) {
    return value(name).l().stream().map(number -> Integer.valueOf(number.n())).toList();
  }

  AttributeValue value(String name) {
    AttributeValue value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("the item %s %s lacks %s".formatted(attributes.get(Key.PARTITION),
          attributes.get(Key.SORT), name));
    }
    return value;
  }
}
