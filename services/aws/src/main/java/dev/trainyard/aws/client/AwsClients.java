package dev.trainyard.aws.client;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The SDK's clients, one set for a server. Thread-safe; made for virtual threads: a call that waits holds no platform
 * thread. Retries, limits and times are all said here, so that a newer SDK changes none of them.
 *
 * <p>
 * No call is made when this is opened. The calls throw the SDK's exceptions: see {@link AwsFailures}.
 */
public final class AwsClients implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  /** AWS closes connections that were idle for long; a call on such a one fails, and may have run. */
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final SsmClient ssm;
  private final LambdaClient control;
  private final LambdaClient invoke;
  private final IamClient iam;
  private final Pace pace;
  private final List<AutoCloseable> opened;

  /**
   * How a client calls.
   *
   * @param connections the most at once; who finds none free waits for {@code lease}
   * @param lease how long a call waits for a connection
   * @param silence how long the service may say nothing
   * @param whole how long a call may take with all its attempts
   * @param retries which failures are tried again
   */
  private record Manner(int connections, Duration lease, Duration silence, Duration whole, RetryStrategy retries) {
    static final Manner STORES = new Manner(128, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(15),
        attempts(5));
    static final Manner BLOBS = new Manner(64, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60),
        attempts(4));
    static final Manner PARAMETERS = new Manner(32, Duration.ofSeconds(10), Duration.ofSeconds(5),
        Duration.ofSeconds(30), attempts(5));
    static final Manner ROLES = new Manner(4, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(1),
        attempts(6));
    /** The engine repeats these calls itself: each attempt has to wait for the pace. */
    static final Manner CONTROL = new Manner(32, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(3),
        AwsRetryStrategy.doNotRetry());
    /** The longest function limit is 900 s. An attempt that failed may have run: it is never repeated here. */
    static final Manner INVOKE = new Manner(2000, Duration.ofSeconds(1), Duration.ofSeconds(930),
        Duration.ofSeconds(960), AwsRetryStrategy.doNotRetry());

    private static RetryStrategy attempts(int most) {
      return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(most).build();
    }

    private Apache5HttpClient.Builder http() {
      return Apache5HttpClient.builder().maxConnections(connections).connectionTimeout(CONNECT)
          .connectionAcquisitionTimeout(lease).socketTimeout(silence).connectionMaxIdleTime(IDLE).tcpKeepAlive(true);
    }
  }

  private AwsClients(AwsSettings settings, AwsCredentialsProvider credentials, Pace pace) {
    this.pace = pace;
    this.opened = new ArrayList<>();
    Region region = region(settings);
    Joint joint = new Joint(settings, credentials, region);
    this.dynamoDb = keep(joint.to(DynamoDbClient.builder(), Manner.STORES).build());
    this.s3 = keep(joint.to(S3Client.builder(), Manner.BLOBS).forcePathStyle(settings.s3PathStyle())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED).build());
    this.ssm = keep(joint.to(SsmClient.builder(), Manner.PARAMETERS).build());
    this.control = keep(joint.to(LambdaClient.builder(), Manner.CONTROL).build());
    this.invoke = keep(joint.to(LambdaClient.builder(), Manner.INVOKE).build());
    this.iam = keep(joint.to(IamClient.builder(), Manner.ROLES).build());
  }

  /**
   * Clients with credentials from the SDK's default chain: environment, profile, the task's or machine's role.
   *
   * @param settings where to call
   * @return to be closed
   * @throws TrainyardException {@code store_unavailable} if no region is set
   */
  public static AwsClients open(AwsSettings settings) {
    return open(settings, DefaultCredentialsProvider.builder().build(), Pace.usual());
  }

  /**
   * Clients with credentials and a pace of the caller's.
   *
   * @param settings where to call
   * @param credentials who calls
   * @param pace how fast
   * @return to be closed
   * @throws TrainyardException {@code store_unavailable} if no region is set
   */
  public static AwsClients open(AwsSettings settings, AwsCredentialsProvider credentials, Pace pace) {
    return new AwsClients(settings, credentials, pace);
  }

  /** The table. */
  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /** The bucket. */
  public S3Client s3() {
    return s3;
  }

  /** The parameters. Writes and reads go at the pace. */
  public SsmClient ssm() {
    return ssm;
  }

  /** Lambda for everything but Invoke. Calls go at the pace. */
  public LambdaClient control() {
    return control;
  }

  /** Lambda for Invoke: one attempt, and patience for the longest function. */
  public LambdaClient invoke() {
    return invoke;
  }

  /** Roles, where they are created. */
  public IamClient iam() {
    return iam;
  }

  /** The one pace of this server's calls. */
  public Pace pace() {
    return pace;
  }

  /** Ends all connections. Calls that still run fail. Repeating it is fine. */
  @Override
  public void close() {
    for (AutoCloseable client : opened.reversed()) {
      try {
        client.close();
      } catch (Exception failed) {
        throw new IllegalStateException("a client of the AWS SDK did not close", failed);
      }
    }
  }

  private <C extends AutoCloseable> C keep(C client) {
    opened.add(client);
    return client;
  }

  private static Region region(AwsSettings settings) {
    if (settings.region().isPresent()) {
      return Region.of(settings.region().get());
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException none) {
      throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
          "No AWS region is set; set AWS_REGION, such as eu-central-1.", Map.of(), none);
    }
  }

  /** What all clients share. */
  private record Joint(AwsSettings settings, AwsCredentialsProvider credentials, Region region) {
    private static final WholeAnswers WHOLE_ANSWERS = new WholeAnswers();

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B to(B builder, Manner manner) {
      settings.endpoint().ifPresent(builder::endpointOverride);
      return builder.region(region).credentialsProvider(credentials).httpClientBuilder(manner.http())
          .overrideConfiguration(
              override -> override.retryStrategy(manner.retries()).apiCallTimeout(manner.whole())
                  .addExecutionInterceptor(WHOLE_ANSWERS));
    }
  }
}
