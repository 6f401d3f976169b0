package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.aws.emulator.FaultProxy;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.contracts.Stores;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same contracts over S3 and SSM of an emulator that has no tables: DynamoDB Local has the table. */
@OnEmulator({Ability.S3, Ability.SSM})
@EnabledIf(value = "tablesAreMissing", disabledReason = "the emulator has tables of its own")
class SplitStoreContractsTest extends AwsStoreContracts {
  private static final List<AutoCloseable> OPENED = new ArrayList<>();
  private static final List<AwsUnderTest> SERVERS = new ArrayList<>();

  static boolean tablesAreMissing() {
    return Emulator.find().filter(emulator -> !emulator.can(Ability.DYNAMODB)).isPresent();
  }

  @BeforeAll
  static void open() {
    URI emulator = Emulator.find().flatMap(Emulator::endpoint).orElseThrow();
    URI tables = LocalDynamoDb.address();
    FaultProxy way = FaultProxy.before(call -> call.is("dynamodb:*") ? tables : emulator);
    OPENED.add(way);
    String name = "split-" + UUID.randomUUID().toString().substring(0, 8);
    AwsSettings settings = AwsUnderTest.settings(way.endpoint(), name, true);
    for (int server = 0; server < 2; server++) {
      AwsUnderTest opened = AwsUnderTest.open(settings);
      OPENED.add(opened);
      SERVERS.add(opened);
    }
  }

  @AfterAll
  static void close() throws Exception {
    for (AutoCloseable each : OPENED.reversed()) {
      each.close();
    }
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
