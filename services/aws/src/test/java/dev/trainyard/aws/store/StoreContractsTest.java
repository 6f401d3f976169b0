package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.contracts.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contracts over DynamoDB Local and what keeps the rules of S3 and SSM, in this process. */
class StoreContractsTest extends AwsStoreContracts {
  private static volatile FakeAws aws;
  private static volatile AwsUnderTest one;
  private static volatile AwsUnderTest other;

  @BeforeAll
  static void open() {
    aws = new FakeAws(LocalDynamoDb.address());
    AwsSettings settings = AwsUnderTest.settings(aws.address(), "contracts", true);
    one = AwsUnderTest.open(settings);
    other = AwsUnderTest.open(settings);
  }

  @AfterAll
  static void close() {
    other.close();
    one.close();
    aws.close();
  }

  @Override
  Stores stores() {
    return one.ports();
  }

  @Override
  Stores others() {
    return other.ports();
  }
}
