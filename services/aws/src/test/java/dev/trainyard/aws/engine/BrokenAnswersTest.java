package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.emulator.ScriptedServer;
import dev.trainyard.bot.Digest;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.Ran;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Lambda's answer ends after every one of its bytes, as it does when the way to Lambda breaks. */
class BrokenAnswersTest {
  private final ScriptedServer lambda = new ScriptedServer();
  private final AwsClients clients = AwsClients.open(
      new AwsSettings("trainyard", "trainyard-bucket", FakeHome.PREFIX, Optional.empty(),
          FunctionRuntime.PROVIDED_AL2023, Optional.empty(), false, Optional.of("eu-central-1"),
          Optional.of(lambda.endpoint())),
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")), Pace.usual());

  @AfterEach
  void close() {
    clients.close();
    lambda.close();
  }

  static Stream<Arguments> answers() {
    String reply = "{\"statusCode\": 200, \"body\": \"{}\"}";
    String error = "{\"errorMessage\": \"no\", \"errorType\": \"ValueError\", \"stackTrace\": [\"x\"]}";
    String chunked = "HTTP/1.1 200 OK\r\nConnection: close\r\nX-Amz-Executed-Version: 7\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
        .formatted(reply.length(), reply);
    return Stream.of(
        Arguments.of("a reply", ScriptedServer.whole(List.of("X-Amz-Executed-Version: 7"), reply)),
        Arguments.of("a reply with its version last",
            ScriptedServer.whole(List.of("Date: Sat", "X-Amz-Executed-Version: 7"), reply)),
        Arguments.of("a failure of the code", ScriptedServer.whole(
            List.of("X-Amz-Executed-Version: 7", "X-Amz-Function-Error: Unhandled"), error)),
        Arguments.of("a reply in chunks", chunked.getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  @DisplayName("C4.3 an answer that breaks off, wherever it does, leaves unknown whether the code ran")
  void knowsThatItDoesNotKnow(String kind, byte[] whole) {
    // After a chunk's text nothing of the payload can be missing: what is left only says so.
    int end = new String(whole, StandardCharsets.US_ASCII).indexOf("\r\n0\r\n");
    for (int length = 0; length < (end < 0 ? whole.length : end); length++) {
      lambda.answer(Arrays.copyOf(whole, length));
      Invocation.Unavailable lost = assertInstanceOf(Invocation.Unavailable.class, invoke(),
          kind + " cut after " + length);
      assertEquals(Ran.UNKNOWN, lost.ran(), kind + " cut after " + length + ": " + lost.message());
      assertEquals(length + 1, lambda.asked(), "asked again after " + length);
    }
    lambda.answer(whole);
    Invocation read = invoke();
    assertTrue(read instanceof Invocation.Returned || read instanceof Invocation.Errored, kind + " gave " + read);
  }

  private Invocation invoke() {
    FunctionSpec spec = new FunctionSpec(Digest.of("code"), "provided.al2023", List.of(), Duration.ofSeconds(1),
        new MemorySize(128));
    return new Invoker(clients.invoke(), Patience.REAL).invoke(new VersionReference("function", "7"), spec,
        FakeHome.request(Duration.ofSeconds(5)), Patience.REAL.nanos());
  }
}
