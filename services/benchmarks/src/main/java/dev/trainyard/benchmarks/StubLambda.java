package dev.trainyard.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lambda's address with nothing behind it: functions are active at once, and every invocation answers the same after a
 * fixed time. As cheap as can be, since it shares the machine with what is measured: one virtual thread a connection.
 */
final class StubLambda implements AutoCloseable {
  private static final String REPLY = """
      {"statusCode": 200, "body": "{\\"status\\": true, \\"response\\": [\\"hello\\"]}"}""";
  private static final String LOG = Base64.getEncoder().encodeToString("""
      START RequestId: 8b2c9f64-3c1e-4b55-9d31-1f3c5a7e0001 Version: 1
      END RequestId: 8b2c9f64-3c1e-4b55-9d31-1f3c5a7e0001
      REPORT RequestId: 8b2c9f64-3c1e-4b55-9d31-1f3c5a7e0001\tDuration: 20.00 ms\tBilled Duration: 20 ms\t\
      Memory Size: 128 MB\tMax Memory Used: 40 MB\t
      """.getBytes(StandardCharsets.UTF_8));

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration answersAfter;
  private final Set<String> functions = ConcurrentHashMap.newKeySet();
  /** What invocations are answered, by the version that is asked for. */
  private final Map<String, byte[]> replies = new ConcurrentHashMap<>();
  private final AtomicInteger changes = new AtomicInteger();

  /** An answer. */
  private record Answer(String status, String headers, String body) {
    byte[] bytes() {
      return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nx-amzn-RequestId: 8b2c9f64-3c1e-4b55-9d31-1f3c5a7e0001\r\n%sContent-Length: %d\r\n\r\n%s"
          .formatted(status, headers, body.length(), body).getBytes(StandardCharsets.US_ASCII);
    }
  }

  StubLambda(Duration answersAfter) throws IOException {
    this.answersAfter = answersAfter;
    this.server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many calls came that count against the account's 15 a second. */
  int changes() {
    return changes.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (SocketException closed) {
      // The end of it.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void serve(Socket socket) {
    try (socket; InputStream in = socket.getInputStream(); OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      StubRequests requests = new StubRequests(in);
      while (true) {
        out.write(answer(requests.next()));
      }
    } catch (IOException gone) {
      // The caller ended the connection, or the benchmark is over.
    }
  }

  private byte[] answer(StubRequests.Request request) {
    String path = request.path();
    if (path.contains("/invocations")) {
      byte[] reply = replies.computeIfAbsent(path.substring(path.indexOf("Qualifier=") + "Qualifier=".length()),
          version -> new Answer("200 OK",
              "X-Amz-Executed-Version: " + version + "\r\nX-Amz-Log-Result: " + LOG + "\r\n", REPLY).bytes());
      LockSupport.parkNanos(answersAfter.toNanos());
      return reply;
    }
    return control(request.method(), path).bytes();
  }

  private Answer control(String method, String path) {
    boolean reading = "GET".equals(method) && path.matches("/2015-03-31/functions/[^/?]+(\\?.*)?");
    if (!reading) {
      changes.incrementAndGet();
    }
    if (path.startsWith("/2018-10-31/layers/")) {
      return "GET".equals(method)
          ? new Answer("200 OK", "", "{\"LayerVersions\": []}")
          : new Answer("201 Created", "",
              "{\"LayerVersionArn\": \"arn:aws:lambda:eu-central-1:1:layer:l:1\", \"Version\": 1}");
    }
    if (!reading) {
      return new Answer("201 Created", "", "{\"Version\": \"1\", \"State\": \"Active\"}");
    }
    // The first look at a function is whether it is there: it is not. Every later one is whether it is ready.
    return functions.add(path.replaceFirst("\\?.*", ""))
        ? new Answer("404 Not Found", "X-Amzn-ErrorType: ResourceNotFoundException\r\n",
            "{\"Type\": \"User\", \"Message\": \"Function not found\"}")
        : new Answer("200 OK", "", "{\"Configuration\": {\"Version\": \"1\", \"State\": \"Active\"}}");
  }
}
