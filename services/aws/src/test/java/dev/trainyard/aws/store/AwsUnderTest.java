package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.client.Pace.Kind;
import dev.trainyard.contracts.Stores;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Stores over the services at one address, as a server opens them. */
final class AwsUnderTest implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  /** So long that nothing expires while tests run, whatever the real time is. */
  static final Duration KEPT = Duration.ofDays(36_500);

  private final AwsClients clients;
  private final AwsStores stores;

  private AwsUnderTest(AwsClients clients, AwsStores stores) {
    this.clients = clients;
    this.stores = stores;
  }

  static AwsSettings settings(URI address, String suffix, boolean create) {
    return new AwsSettings("trainyard-" + suffix, "trainyard-" + suffix, "trainyard-" + suffix,
        Optional.of("arn:aws:iam::123456789012:role/trainyard-node"), FunctionRuntime.PROVIDED_AL2023, Optional.empty(),
        create, Optional.of("eu-central-1"), Optional.of(address));
  }

  static AwsUnderTest open(AwsSettings settings) {
    return open(settings, KEPT, CLOCK);
  }

  static AwsUnderTest open(AwsSettings settings, Duration kept, InstantSource clock) {
    return open(settings, clients(settings), kept, clock);
  }

  /** The clients are closed with it. */
  static AwsUnderTest open(AwsSettings settings, AwsClients clients) {
    return open(settings, clients, KEPT, CLOCK);
  }

  private static AwsUnderTest open(AwsSettings settings, AwsClients clients, Duration kept, InstantSource clock) {
    try {
      return new AwsUnderTest(clients, AwsStores.open(clients, settings, kept, clock));
    } catch (RuntimeException failure) {
      clients.close();
      throw failure;
    }
  }

  static AwsClients clients(AwsSettings settings) {
    return AwsClients.open(settings, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        new Pace(Map.of(Kind.SSM_WRITES, 10_000, Kind.SSM_READS, 10_000)));
  }

  AwsStores stores() {
    return stores;
  }

  Stores ports() {
    return new Stores(stores.bots(), stores.nodes(), stores.drafts(), stores.samples(), stores.codes(),
        stores.variables(), stores.releases(), stores.stages(), stores.trainings(), stores.turns());
  }

  @Override
  public void close() {
    stores.close();
    clients.close();
  }
}
