package dev.trainyard.aws.store;

import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.contracts.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same contracts over whatever stands in for AWS. */
@OnEmulator({Ability.S3, Ability.SSM})
class EmulatedStoreContractsTest extends AwsStoreContracts {
  private static volatile EmulatedStores stores;

  @BeforeAll
  static void open() {
    stores = new EmulatedStores(Emulator.find().orElseThrow());
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
