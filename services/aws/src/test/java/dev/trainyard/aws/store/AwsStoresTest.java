package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.store.FakeAws.Answer;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class AwsStoresTest {
  private final FakeAws aws = new FakeAws(LocalDynamoDb.address());
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void close() {
    aws.close();
  }

  private AwsSettings settings(boolean create) {
    return AwsUnderTest.settings(aws.address(), suffix, create);
  }

  private static String refusal(AwsSettings settings) {
    TrainyardException refusal = assertThrows(TrainyardException.class, () -> AwsUnderTest.open(settings).close());
    assertEquals(ErrorCode.STORE_UNAVAILABLE, refusal.code());
    assertFalse(refusal.detail().contains("\n"), refusal.detail());
    return refusal.detail();
  }

  private static void assertSays(String detail, String... parts) {
    List.of(parts).forEach(part -> assertTrue(detail.contains(part), detail));
  }

  private static Answer denied(String action) {
    return Answer.of(400, ("{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"User: "
        + "arn:aws:sts::123456789012:assumed-role/s/i is not authorized to perform: %s on resource: "
        + "arn:aws:s:eu-central-1:123456789012:thing because no policy allows it\"}").formatted(action));
  }

  @Test
  void makesWhatIsMissingOnce() {
    try (AwsUnderTest first = AwsUnderTest.open(settings(true));
        AwsUnderTest second = AwsUnderTest.open(settings(true));
        AwsUnderTest third = AwsUnderTest.open(settings(false));
        AwsClients clients = AwsUnderTest.clients(settings(false))) {
      assertTrue(first.stores().isNew());
      assertFalse(second.stores().isNew() || third.stores().isNew());
      assertEquals(TimeToLiveStatus.ENABLED, clients.dynamoDb()
          .describeTimeToLive(describe -> describe.tableName(settings(false).table())).timeToLiveDescription()
          .timeToLiveStatus());
      assertEquals(List.of(), third.stores().health().stream().flatMap(health -> health.problem().stream()).toList());
    }
  }

  @Test
  void namesTheMissingTableAndBucket() {
    assertSays(refusal(settings(false)), "no such table", "TRAINYARD_AWS_TABLE", "TRAINYARD_AWS_CREATE");
    AwsUnderTest.open(settings(true)).close();
    aws.failNext(9, "HEAD", Answer.of(404, ""));
    assertSays(refusal(settings(false)), "no bucket trainyard-" + suffix, "TRAINYARD_AWS_BUCKET",
        "TRAINYARD_AWS_CREATE");
  }

  @Test
  void namesTheDeniedAction() {
    AwsUnderTest.open(settings(true)).close();
    aws.failNext(9, "DescribeTable", denied("dynamodb:DescribeTable"));
    assertSays(refusal(settings(false)), "dynamodb:DescribeTable", "role");
    aws.failNext(9, "HEAD", Answer.of(403, ""));
    assertSays(refusal(settings(false)), "s3:ListBucket", "trainyard-" + suffix);
    aws.failNext(9, "GetParameters", denied("ssm:GetParameters"));
    assertSays(refusal(settings(false)), "ssm:GetParameters", "role");
    aws.failNext(9, "HEAD", Answer.of(301, ""));
    assertSays(refusal(settings(false)), "AWS_REGION");
  }

  @Test
  void namesWhatElseIsWrongAtStart() {
    aws.failNext(9, "DescribeTable", Answer.of(400,
        "{\"__type\":\"UnrecognizedClientException\",\"message\":\"The security token is invalid.\"}"));
    assertSays(refusal(settings(false)), "credentials", "AWS_ACCESS_KEY_ID");
    aws.fail((call, service) -> Answer.of(400, "{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\","
        + "\"message\":\"Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z\"}"));
    assertSays(refusal(settings(false)), "clock");
    AwsSettings nowhere = AwsUnderTest.settings(URI.create("http://127.0.0.1:1"), suffix, false);
    assertSays(refusal(nowhere), "AWS_ENDPOINT_URL");
  }

  @Test
  void refusesATableOfSomebodyElse() {
    try (AwsClients clients = AwsUnderTest.clients(settings(false))) {
      clients.dynamoDb()
          .createTable(create -> create.tableName(settings(false).table()).billingMode(BillingMode.PAY_PER_REQUEST)
              .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
              .attributeDefinitions(
                  AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.S).build()));
    }
    assertSays(refusal(settings(true)), "not made for Trainyard", "TRAINYARD_AWS_TABLE");
  }

  @Test
  void tellsWhichServiceDoesNotAnswer() {
    try (AwsUnderTest server = AwsUnderTest.open(settings(true))) {
      aws.fail((call, service) -> call.equals("GetParameters") ? denied("ssm:GetParameters") : service.get());
      Map<String, Boolean> answers = new TreeMap<>();
      server.stores().health().forEach(health -> answers.put(health.service(), health.problem().isEmpty()));
      assertEquals(Map.of("DynamoDB", true, "S3", true, "SSM", false), answers);
    }
  }

  @Test
  void refusesWorkOnceClosed() {
    AwsUnderTest server = AwsUnderTest.open(settings(true));
    server.close();
    server.close();
    assertEquals(ErrorCode.STORE_UNAVAILABLE, assertThrows(TrainyardException.class,
        () -> server.ports().bots().find(AwsStoreTest.bot("clinic").name())).code());
  }
}
