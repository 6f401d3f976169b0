package dev.trainyard.aws.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.aws.emulator.ScriptedServer;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Half an answer is none: what it does not tell is not taken for what is not there. */
class WholeAnswersTest {
  private static final Map<String, AttributeValue> ITEM = Map.of("pk", AttributeValue.fromS("BOTS"));
  private static final byte[] WHOLE = ScriptedServer.whole(List.of("x-amzn-RequestId: R"),
      "{\"Item\": {\"pk\": {\"S\": \"BOTS\"}}}");
  /** Every so many bytes: each cut is waited out by the SDK once. */
  private static final int STEP = 5;

  private final ScriptedServer aws = new ScriptedServer();
  private final AwsClients clients = AwsClients.open(
      new AwsSettings("trainyard", "trainyard-bucket", "trainyard", Optional.empty(), FunctionRuntime.PROVIDED_AL2023,
          Optional.empty(), false, Optional.of("eu-central-1"), Optional.of(aws.endpoint())),
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")), Pace.usual());

  @AfterEach
  void close() {
    clients.close();
    aws.close();
  }

  private Map<String, AttributeValue> item() {
    return AwsFailures.inStore(
        () -> clients.dynamoDb().getItem(get -> get.tableName("trainyard").key(ITEM)).item());
  }

  @Test
  @DisplayName("an item whose answer breaks off anywhere is asked for again, never taken for absent")
  void asksAgain() {
    int end = new String(WHOLE, StandardCharsets.US_ASCII).indexOf("OK");
    for (int length = end; length < WHOLE.length; length += STEP) {
      aws.answer(Arrays.copyOf(WHOLE, length), WHOLE);
      int before = aws.asked();
      assertEquals(ITEM, item(), "cut after " + length);
      assertEquals(2, aws.asked() - before, "cut after " + length);
    }
  }

  @Test
  @DisplayName("what broke off keeps no connection: there are few for roles, and more than those break here")
  void givesConnectionsBack() {
    byte[] absent = ("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 118\r\n\r\n<ErrorResponse><Error>"
        + "<Code>NoSuchEntity</Code><Message>none</Message></Error><RequestId>r</RequestId></ErrorResponse>")
        .getBytes(StandardCharsets.US_ASCII);
    for (int call = 0; call < 10; call++) {
      aws.answer("HTTP/1.1 200 OK\r\nx-amzn-RequestId: R\r\n".getBytes(StandardCharsets.US_ASCII), absent);
      assertThrows(NoSuchEntityException.class, () -> clients.iam().getRole(get -> get.roleName("role")));
    }
  }

  @Test
  @DisplayName("answers that always break off are a failure that says what to do")
  void givesUp() {
    aws.answer("HTTP/1.1 200 OK\r\nx-amzn-RequestId: R\r\n".getBytes(StandardCharsets.US_ASCII));
    TrainyardException failed = assertThrows(TrainyardException.class, this::item);
    assertEquals(ErrorCode.STORE_UNAVAILABLE, failed.code());
    assertEquals("AWS cannot be reached; check the network and AWS_ENDPOINT_URL, then try again.", failed.detail());
  }
}
