package dev.trainyard.aws.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * S3 and SSM over HTTP, as the SDK speaks with them, with the rules of theirs that stores must live with; calls of
 * DynamoDB go on to another server. Thread-safe.
 */
final class FakeAws implements AutoCloseable {
  static {
    // The server waits for acknowledgements of the other side otherwise: 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final FakeS3 s3 = new FakeS3();
  private final FakeSsm ssm = new FakeSsm();
  private final ForwardedDynamoDb dynamoDb;
  private volatile Faults faults = (_, service) -> service.get();

  /** What goes wrong on the way to a service or back. */
  @FunctionalInterface
  interface Faults {

    /**
     * Answers a call.
     *
     * @param call such as {@code PutParameter}, or S3's methods
     * @param service answers as it should
     */
    Answer on(String call, Supplier<Answer> service);
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param headers by name
   * @param body whatever it is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    Answer with(Map<String, String> more) {
      return new Answer(status, more, body);
    }
  }

  FakeAws(URI dynamoDb) {
    this.dynamoDb = new ForwardedDynamoDb(dynamoDb);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  FakeS3 s3() {
    return s3;
  }

  FakeSsm ssm() {
    return ssm;
  }

  ForwardedDynamoDb dynamoDb() {
    return dynamoDb;
  }

  void fail(Faults wanted) {
    faults = wanted;
  }

  /** Refuses the next calls of a kind before they do anything. */
  void failNext(int number, String call, Answer answer) {
    AtomicInteger left = new AtomicInteger(number);
    fail((made, service) -> made.equals(call) && left.getAndDecrement() > 0 ? answer : service.get());
  }

  /** Lets the next calls of a kind do their work, and loses what they answer. */
  void loseNext(int number, String call) {
    AtomicInteger left = new AtomicInteger(number);
    fail((made, service) -> {
      Answer answer = service.get();
      return made.equals(call) && left.getAndDecrement() > 0 ? Answer.of(500, "{}") : answer;
    });
  }

  int calls(String call) {
    return calls.computeIfAbsent(call, _ -> new AtomicInteger()).get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")).orElse("");
      String call = target.isEmpty() ? exchange.getRequestMethod() : target.substring(target.indexOf('.') + 1);
      calls.computeIfAbsent(call, _ -> new AtomicInteger()).incrementAndGet();
      Answer answer = faults.on(call, () -> service(target, call, exchange, body));
      send(exchange, answer);
    }
  }

  static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
    if (!empty) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer service(String target, String call, HttpExchange exchange, byte[] body) {
    if (target.isEmpty()) {
      return s3.answer(exchange, body);
    }
    return target.startsWith("AmazonSSM.") ? ssm.answer(call, body) : dynamoDb.answer(exchange, call, body);
  }

  @Override
  public void close() {
    server.stop(0);
    dynamoDb.close();
    threads.shutdownNow();
  }
}
