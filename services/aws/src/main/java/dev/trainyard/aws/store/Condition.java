package dev.trainyard.aws.store;

import java.util.List;
import java.util.stream.Collectors;

/** What an item must be like for a write to happen, or for a query to give it. */
@FunctionalInterface
interface Condition {

  /** The condition in DynamoDB's words. */
  String text(Terms terms);

  /** There is no such item. */
  static Condition absent() {
    return terms -> "attribute_not_exists(" + terms.name(Key.PARTITION) + ")";
  }

  static Condition present() {
    return terms -> "attribute_exists(" + terms.name(Key.PARTITION) + ")";
  }

  static Condition has(String attribute) {
    return terms -> "attribute_exists(" + terms.name(attribute) + ")";
  }

  static Condition lacks(String attribute) {
    return terms -> "attribute_not_exists(" + terms.name(attribute) + ")";
  }

  static Condition is(String attribute, String text) {
    return terms -> terms.name(attribute) + " = " + terms.value(text);
  }

  static Condition is(String attribute, long number) {
    return terms -> terms.name(attribute) + " = " + terms.value(number);
  }

  static Condition below(String attribute, long number) {
    return terms -> terms.name(attribute) + " < " + terms.value(number);
  }

  /** The item is at a revision, 0 meaning that there is none. */
  static Condition at(String attribute, long revision) {
    return revision == 0 ? absent() : is(attribute, revision);
  }

  default Condition or(Condition other) {
    return terms -> "(" + text(terms) + " OR " + other.text(terms) + ")";
  }

  default Condition and(Condition other) {
    return terms -> "(" + text(terms) + " AND " + other.text(terms) + ")";
  }

  static Condition all(List<Condition> conditions) {
    return terms -> conditions.stream().map(condition -> condition.text(terms)).collect(Collectors.joining(" AND "));
  }
}
