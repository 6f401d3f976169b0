package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.aws.emulator.LocalStackImage;
import dev.trainyard.aws.emulator.OnLocalStackImage;
import dev.trainyard.contracts.Stores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;

/**
 * The same contracts over LocalStack in a container, see {@code docs/localstack.md}. The setting
 * {@code TRAINYARD_TEST_LOCALSTACK_IMAGE} names another image.
 */
@OnLocalStackImage
@Testcontainers
class LocalStackContainerStoreContractsTest extends AwsStoreContracts {
  @Container
  private static final LocalStackContainer LOCAL_STACK = new LocalStackContainer(LocalStackImage.name())
      .withServices("dynamodb", "s3", "ssm").withEnv("DYNAMODB_IN_MEMORY", "1");
  private static final List<AwsUnderTest> SERVERS = new ArrayList<>();

  @BeforeAll
  static void open() {
    Emulator.at(LOCAL_STACK.getEndpoint()).tellLacks(System.out);
    AwsSettings settings = AwsUnderTest.settings(LOCAL_STACK.getEndpoint(), "contracts", true);
    SERVERS.add(AwsUnderTest.open(settings));
    SERVERS.add(AwsUnderTest.open(settings));
  }

  @AfterAll
  static void close() {
    SERVERS.forEach(AwsUnderTest::close);
  }

  @Override
  Stores stores() {
    return SERVERS.getFirst().ports();
  }

  @Override
  Stores others() {
    return SERVERS.getLast().ports();
  }
}
