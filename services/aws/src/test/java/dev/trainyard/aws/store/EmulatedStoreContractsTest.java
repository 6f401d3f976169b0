package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.client.Pace.Kind;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.contracts.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The same contracts over whatever stands in for AWS, in a table and a bucket of their own that go afterwards. Where it
 * has no DynamoDB, the table is in this process.
 */
@OnEmulator({Ability.S3, Ability.SSM})
class EmulatedStoreContractsTest extends AwsStoreContracts {
  private static final List<AwsUnderTest> SERVERS = new ArrayList<>();
  private static volatile Optional<AwsSettings> opened = Optional.empty();
  private static volatile Optional<MixedAws> mixed = Optional.empty();

  @BeforeAll
  static void open() {
    Emulator emulator = Emulator.find().orElseThrow();
    if (!emulator.can(Ability.DYNAMODB)) {
      System.out.println("NOT RUN on " + emulator.name() + ": DynamoDB, " + emulator.lacks().get(Ability.DYNAMODB)
          + "; DynamoDB Local takes its place");
      mixed = emulator.endpoint().map(endpoint -> new MixedAws(LocalDynamoDb.address(), endpoint));
    }
    String name = "trainyard-test-" + UUID.randomUUID();
    AwsSettings settings = new AwsSettings(name, name, "trainyard-test", Optional.empty(),
        FunctionRuntime.PROVIDED_AL2023, Optional.empty(), true, Optional.empty(),
        mixed.map(MixedAws::address).or(emulator::endpoint));
    opened = Optional.of(settings);
    SERVERS.add(AwsUnderTest.open(settings, clients(settings)));
    SERVERS.add(AwsUnderTest.open(settings, clients(settings)));
  }

  /** Emulators have no quotas; an account has, and 500 variables take their time there. */
  private static AwsClients clients(AwsSettings settings) {
    return settings.endpoint().isEmpty()
        ? AwsClients.open(settings)
        : AwsClients.open(settings, DefaultCredentialsProvider.builder().build(),
            new Pace(Map.of(Kind.SSM_WRITES, 10_000, Kind.SSM_READS, 10_000)));
  }

  @AfterAll
  static void close() {
    SERVERS.forEach(AwsUnderTest::close);
    SERVERS.clear();
    opened.ifPresent(settings -> {
      try (AwsClients clients = clients(settings)) {
        clients.dynamoDb().deleteTable(delete -> delete.tableName(settings.table()));
        empty(clients.s3(), settings.bucket());
        clients.s3().deleteBucket(delete -> delete.bucket(settings.bucket()));
      }
    });
    mixed.ifPresent(MixedAws::close);
  }

  private static void empty(S3Client s3, String bucket) {
    s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()
        .forEach(object -> s3.deleteObject(delete -> delete.bucket(bucket).key(object.key())));
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
