package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The table, the bucket and the parameters' path: whether they can be used, and how they are made. Thread-safe. */
final class Places {
  private static final Set<String> KEYS = Set.of(Key.PARTITION + " HASH", Key.SORT + " RANGE");

  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final Parameters parameters;
  private final AwsSettings settings;
  private volatile boolean isNew;

  Places(AwsClients clients, AwsSettings settings, Parameters parameters) {
    this.dynamoDb = clients.dynamoDb();
    this.s3 = clients.s3();
    this.parameters = parameters;
    this.settings = settings;
  }

  void prepare() {
    if (settings.create()) {
      AwsFailures.inStore(this::makeTable);
      AwsFailures.inStore(this::makeBucket);
    }
    checkTable();
    checkBucket();
    checkParameters();
    parameters.tryKey();
  }

  boolean isNew() {
    return isNew;
  }

  void checkTable() {
    TableDescription table = AwsFailures
        .inStore(() -> dynamoDb.describeTable(describe -> describe.tableName(settings.table())).table());
    Set<String> keys = table.keySchema().stream().map(key -> key.attributeName() + " " + key.keyTypeAsString())
        .collect(Collectors.toSet());
    if (!keys.equals(KEYS)) {
      throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
          "The table %s was not made for Trainyard: its keys must be pk and sk. Name another in TRAINYARD_AWS_TABLE."
              .formatted(settings.table()));
    }
  }

  /** An answer without a body has no code either, only a status. */
  void checkBucket() {
    try {
      s3.headBucket(head -> head.bucket(settings.bucket()));
    } catch (S3Exception refused) {
      throw switch (refused.statusCode()) {
        case 404 -> unusable("There is no bucket %s; check TRAINYARD_AWS_BUCKET, or set TRAINYARD_AWS_CREATE=true.",
            refused);
        case 403 -> unusable("AWS denies the server s3:ListBucket on the bucket %s; allow it in the policy of the "
            + "server's role, or check TRAINYARD_AWS_BUCKET and the credentials.", refused);
        case 301, 400 -> unusable("The bucket %s is in another region; check AWS_REGION and TRAINYARD_AWS_BUCKET.",
            refused);
        default -> AwsFailures.store(refused);
      };
    } catch (SdkException failure) {
      throw AwsFailures.store(failure);
    }
  }

  void checkParameters() {
    parameters.ping();
  }

  private TrainyardException unusable(String sentence, S3Exception refused) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE, sentence.formatted(settings.bucket()), Map.of(),
        AwsFailures.store(refused).getCause());
  }

  private boolean makeTable() {
    try {
      dynamoDb.describeTable(describe -> describe.tableName(settings.table()));
      return false;
    } catch (ResourceNotFoundException absent) {
      isNew = createTable();
    }
    dynamoDb.waiter().waitUntilTableExists(describe -> describe.tableName(settings.table()));
    if (isNew) {
      dynamoDb.updateTimeToLive(update -> update.tableName(settings.table())
          .timeToLiveSpecification(time -> time.attributeName(TurnRows.EXPIRES).enabled(true)));
    }
    return isNew;
  }

  private boolean createTable() {
    try {
      dynamoDb.createTable(create -> create.tableName(settings.table()).billingMode(BillingMode.PAY_PER_REQUEST)
          .keySchema(element(Key.PARTITION, KeyType.HASH), element(Key.SORT, KeyType.RANGE))
          .attributeDefinitions(definition(Key.PARTITION), definition(Key.SORT)));
      return true;
    } catch (ResourceInUseException anotherServerMakesIt) {
      return false;
    }
  }

  private boolean makeBucket() {
    try {
      s3.headBucket(head -> head.bucket(settings.bucket()));
      return false;
    } catch (S3Exception refused) {
      if (refused.statusCode() != 404) {
        throw refused;
      }
    }
    try {
      s3.createBucket(create -> create.bucket(settings.bucket()));
      return true;
    } catch (BucketAlreadyOwnedByYouException anotherServerMadeIt) {
      return false;
    }
  }

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition definition(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType(ScalarAttributeType.S).build();
  }
}
