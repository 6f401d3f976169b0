package dev.trainyard.aws.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.trainyard.contracts.Eventually;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.lambda.model.LambdaException;

@Isolated("it counts the threads of this process")
class AwsClientsTest {
  private static final int CALLERS = 300;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private volatile int status = 200;
  private HttpServer server;
  private AwsClients clients;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLERS);
    server.setExecutor(threads);
    server.createContext("/", exchange -> {
      calls.incrementAndGet();
      exchange.getRequestBody().readAllBytes();
      if (status == 200) {
        waiting.incrementAndGet();
        await(answer);
      } else {
        exchange.getResponseHeaders().set("x-amzn-errortype",
            status == 429 ? "TooManyRequestsException" : "ServiceException");
      }
      exchange.sendResponseHeaders(status, 2);
      exchange.getResponseBody().write(new byte[]{'{', '}'});
      exchange.close();
    });
    server.start();
    AwsSettings settings = new AwsSettings("table", "bucket", "trainyard", Optional.empty(),
        FunctionRuntime.PROVIDED_AL2023, Optional.empty(), true, Optional.of("eu-central-1"),
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    clients = AwsClients.open(settings, StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")),
        Pace.usual());
  }

  @AfterEach
  void close() {
    clients.close();
    clients.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private String invoke() {
    return clients.invoke().invoke(call -> call.functionName("f").payload(SdkBytes.fromUtf8String("{}"))).payload()
        .asUtf8String();
  }

  @Test
  @DisplayName("hundreds of turns that wait for Lambda hold no platform thread each")
  void waitsOnVirtualThreads() throws Exception {
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    List<Future<String>> turns = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      turns.add(threads.submit(this::invoke));
    }
    Eventually.holds("all calls wait at once", Duration.ofSeconds(30), () -> waiting.get() == CALLERS);
    int more = ManagementFactory.getThreadMXBean().getThreadCount() - before;
    answer.countDown();
    for (Future<String> turn : turns) {
      assertEquals("{}", turn.get(30, TimeUnit.SECONDS));
    }
    assertTrue(more < 40, more + " platform threads more for " + CALLERS + " waiting calls");
  }

  @Test
  @DisplayName("C4.3 an invocation is tried once, whatever became of it")
  void invokesOnce() {
    for (int failure : new int[]{429, 500, 503}) {
      status = failure;
      calls.set(0);
      assertThrows(LambdaException.class, this::invoke);
      assertEquals(1, calls.get(), "status " + failure);
    }
  }

  @Test
  @DisplayName("a store's call is tried again, one of Lambda's control plane is not: the engine does that, at the pace")
  void triesStoresAgain() {
    status = 500;
    assertThrows(DynamoDbException.class, () -> clients.dynamoDb().listTables());
    assertEquals(5, calls.getAndSet(0));
    assertThrows(LambdaException.class, () -> clients.control().getFunction(get -> get.functionName("f")));
    assertEquals(1, calls.get());
  }
}
