package dev.trainyard.aws.store;

import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.aws.emulator.OnLocalStack;
import dev.trainyard.contracts.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same contracts over a LocalStack that runs beside what stands in for AWS, see {@code docs/localstack.md}. */
@OnLocalStack
class LocalStackStoreContractsTest extends AwsStoreContracts {
  private static volatile EmulatedStores stores;

  @BeforeAll
  static void open() {
    Emulator localStack = Emulator.localStack().orElseThrow();
    localStack.tellLacks(System.out);
    stores = new EmulatedStores(localStack);
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  @Override
  Stores stores() {
    return stores.one();
  }

  @Override
  Stores others() {
    return stores.other();
  }
}
