package dev.trainyard.aws.store;

import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One part of a write, which happens whole or not at all. */
@FunctionalInterface
interface Part {

  /** The part as DynamoDB is told of it. */
  TransactWriteItem in(String table);
}
