package dev.trainyard.aws.store;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item lies.
 *
 * @param partition items of one partition are listed together
 * @param sort their order within it, by the bytes of its UTF-8
 */
record Key(String partition, String sort) {
  static final String PARTITION = "pk";
  static final String SORT = "sk";

  Map<String, AttributeValue> attributes() {
    return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
  }
}
