package dev.trainyard.aws.store;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The parts of which writes are made; an instance changes some attributes of an item. Not thread-safe. */
final class Change {
  private static final ReturnValuesOnConditionCheckFailure OLD = ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final Key key;
  private final Terms terms = new Terms();
  private final List<String> sets = new ArrayList<>();
  private final List<String> adds = new ArrayList<>();
  private final List<String> removes = new ArrayList<>();

  private Change(Key key) {
    this.key = key;
  }

  /** A change of some attributes; makes the item if there is none. */
  static Change of(Key key) {
    return new Change(key);
  }

  static Part put(Row row, Condition condition) {
    Terms terms = new Terms();
    String text = condition.text(terms);
    return table -> TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(row.attributes()).conditionExpression(text)
            .expressionAttributeNames(terms.names()).expressionAttributeValues(terms.values())
            .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  static Part put(Row row) {
    return table -> TransactWriteItem.builder().put(put -> put.tableName(table).item(row.attributes())).build();
  }

  static Part delete(Key key, Condition condition) {
    Terms terms = new Terms();
    String text = condition.text(terms);
    return table -> TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(key.attributes()).conditionExpression(text)
            .expressionAttributeNames(terms.names()).expressionAttributeValues(terms.values())
            .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** Changes nothing, but must hold. */
  static Part check(Key key, Condition condition) {
    Terms terms = new Terms();
    String text = condition.text(terms);
    return table -> TransactWriteItem.builder()
        .conditionCheck(check -> check.tableName(table).key(key.attributes()).conditionExpression(text)
            .expressionAttributeNames(terms.names()).expressionAttributeValues(terms.values())
            .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  Change set(String attribute, AttributeValue value) {
    sets.add(terms.name(attribute) + " = " + terms.value(value));
    return this;
  }

  Change set(String attribute, String text) {
    return set(attribute, AttributeValue.fromS(text));
  }

  Change set(String attribute, long number) {
    return set(attribute, AttributeValue.fromN(Long.toString(number)));
  }

  /** Adds to a number, which is 0 where it is absent. */
  Change add(String attribute, long number) {
    adds.add(terms.name(attribute) + " " + terms.value(number));
    return this;
  }

  Change remove(String attribute) {
    removes.add(terms.name(attribute));
    return this;
  }

  Part whatever() {
    String update = text();
    return table -> TransactWriteItem.builder()
        .update(change -> change.tableName(table).key(key.attributes()).updateExpression(update)
            .expressionAttributeNames(terms.names()).expressionAttributeValues(terms.values()))
        .build();
  }

  Part when(Condition condition) {
    String update = text();
    String held = condition.text(terms);
    return table -> TransactWriteItem.builder()
        .update(change -> change.tableName(table).key(key.attributes()).updateExpression(update)
            .conditionExpression(held).expressionAttributeNames(terms.names())
            .expressionAttributeValues(terms.values()).returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    join(parts, "SET ", sets);
    join(parts, "ADD ", adds);
    join(parts, "REMOVE ", removes);
    return String.join(" ", parts);
  }

  private static void join(List<String> parts, String verb, List<String> changes) {
    if (!changes.isEmpty()) {
      parts.add(verb + String.join(", ", changes));
    }
  }
}
