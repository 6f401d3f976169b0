package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.client.Pace.Kind;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.contracts.Stores;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The stores of two servers over whatever stands in for AWS, in a table and a bucket of their own that go afterwards.
 * Where it has no DynamoDB, the table is in this process.
 */
final class EmulatedStores implements AutoCloseable {
  private final Optional<MixedAws> mixed;
  private final AwsSettings settings;
  private final AwsUnderTest one;
  private final AwsUnderTest other;

  /** Opens them; region and credentials are those of the environment. */
  EmulatedStores(Emulator emulator) {
    mixed = emulator.can(Ability.DYNAMODB)
        ? Optional.empty()
        : emulator.endpoint().map(endpoint -> new MixedAws(LocalDynamoDb.address(), endpoint));
    if (mixed.isPresent()) {
      System.out.println("DynamoDB Local takes the place of what " + emulator.name() + " lacks.");
    }
    String name = "trainyard-test-" + UUID.randomUUID();
    settings = new AwsSettings(name, name, "trainyard-test", Optional.empty(), FunctionRuntime.PROVIDED_AL2023,
        Optional.empty(), true, Optional.empty(), mixed.map(MixedAws::address).or(emulator::endpoint));
    one = AwsUnderTest.open(settings, clients(settings));
    other = AwsUnderTest.open(settings, clients(settings));
  }

  /** Emulators have no quotas; an account has, and 500 variables take their time there. */
  private static AwsClients clients(AwsSettings settings) {
    return settings.endpoint().isEmpty()
        ? AwsClients.open(settings)
        : AwsClients.open(settings, DefaultCredentialsProvider.builder().build(),
            new Pace(Map.of(Kind.SSM_WRITES, 10_000, Kind.SSM_READS, 10_000)));
  }

  Stores one() {
    return one.ports();
  }

  Stores other() {
    return other.ports();
  }

  @Override
  public void close() {
    one.close();
    other.close();
    try (AwsClients clients = clients(settings)) {
      clients.dynamoDb().deleteTable(delete -> delete.tableName(settings.table()));
      empty(clients.s3(), settings.bucket());
      clients.s3().deleteBucket(delete -> delete.bucket(settings.bucket()));
    }
    mixed.ifPresent(MixedAws::close);
  }

  private static void empty(S3Client s3, String bucket) {
    s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()
        .forEach(object -> s3.deleteObject(delete -> delete.bucket(bucket).key(object.key())));
  }
}
