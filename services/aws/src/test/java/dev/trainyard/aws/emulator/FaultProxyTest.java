package dev.trainyard.aws.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

/** The proxy as the SDK sees it, in front of a server that counts. */
class FaultProxyTest {
  private final AtomicInteger served = new AtomicInteger();
  private HttpServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] answer = ("{\"served\":" + served.incrementAndGet() + "}").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("X-Amz-Executed-Version", "7");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
    proxy = FaultProxy.before(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  private LambdaClient lambda() {
    return LambdaClient.builder().endpointOverride(proxy.endpoint()).region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())).build();
  }

  private SsmClient ssm() {
    return SsmClient.builder().endpointOverride(proxy.endpoint()).region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())).build();
  }

  private static String invoke(LambdaClient lambda) {
    InvokeResponse answer = lambda.invoke(r -> r.functionName("f").payload(SdkBytes.fromUtf8String("{}")));
    assertEquals("7", answer.executedVersion());
    return answer.payload().asUtf8String();
  }

  @Test
  void passesRequestsOnAndNamesThem() {
    try (LambdaClient lambda = lambda()) {
      assertEquals("{\"served\":1}", invoke(lambda));
      assertEquals("{\"served\":2}", invoke(lambda));
      assertEquals(2, proxy.count("lambda:Invoke"));
      assertEquals("{}", proxy.calls().getFirst().text());
    }
  }

  @Test
  void faultsBefallOneRequestEachInOrder() {
    try (LambdaClient lambda = lambda()) {
      proxy.on("lambda:Invoke", AwsFaults.invokeThrottled(), AwsFaults.updateInFlight("arn:f"));
      assertThrows(TooManyRequestsException.class, () -> invoke(lambda));
      ResourceConflictException conflict = assertThrows(ResourceConflictException.class, () -> invoke(lambda));
      assertTrue(String.valueOf(conflict.getMessage()).contains("An update is in progress for resource: arn:f"));
      assertEquals("{\"served\":1}", invoke(lambda));
      assertEquals(1, served.get());
    }
  }

  @Test
  void faultsOfSsmAreTyped() {
    try (SsmClient ssm = ssm()) {
      proxy.on("ssm:PutParameter", AwsFaults.tooManyUpdates());
      assertThrows(TooManyUpdatesException.class, () -> ssm.putParameter(r -> r.name("/a").value("b")));
      assertEquals(0, served.get());
    }
  }

  @Test
  void connectionsBreakBeforeAndAfterTheWorkIsDone() {
    try (LambdaClient lambda = lambda()) {
      proxy.on("lambda:Invoke", new Fault.ResetBefore(), new Fault.ResetAfter(), new Fault.HalfAnswer());
      assertThrows(SdkClientException.class, () -> invoke(lambda));
      assertEquals(0, served.get());
      assertThrows(SdkClientException.class, () -> invoke(lambda));
      assertEquals(1, served.get());
      assertThrows(SdkClientException.class, () -> invoke(lambda));
      assertEquals(2, served.get());
    }
  }

  @Test
  void answersComeSlowlyOrFromThePast() {
    try (LambdaClient lambda = lambda()) {
      assertEquals("{\"served\":1}", invoke(lambda));
      proxy.on("lambda:*", new Fault.Stale(), new Fault.Slow(Duration.ofMillis(200)));
      assertEquals("{\"served\":1}", invoke(lambda));
      long start = System.nanoTime();
      assertEquals("{\"served\":2}", invoke(lambda));
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(200).toNanos());
    }
  }

  @Test
  void workCanBeDoneAndStillBeAnsweredByAFailure() {
    try (LambdaClient lambda = lambda()) {
      proxy.on("lambda:Invoke", new Fault.DoneBut(AwsFaults.lambdaFailed()));
      assertThrows(software.amazon.awssdk.services.lambda.model.ServiceException.class, () -> invoke(lambda));
      assertEquals(1, served.get());
    }
  }
}
