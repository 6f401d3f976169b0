package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trainyard.bot.CodeStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lambda as tests need it: an endpoint for the SDK that keeps functions and layers as AWS does, has code run by what it
 * is given, and fails as it is told to. Thread-safe. Listens on loopback.
 */
public final class FakeLambda implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FUNCTION = Pattern.compile("/2015-03-31/functions/([^/]+)(/[a-z-]+)?");
  private static final Pattern LAYER = Pattern.compile("/2018-10-31/layers/([^/]+)/versions");

  static {
    // Read once by the server's class: without it, an answer of two packets takes 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FakeFunctions functions = new FakeFunctions();
  private final FakeLayers layers = new FakeLayers();
  private final FakeInvocations invocations;
  private final Map<Operation, AtomicInteger> counts = new EnumMap<>(Operation.class);
  private final Map<Operation, Deque<LambdaFault>> faults = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> controlCalls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger changesLeft = new AtomicInteger(Integer.MAX_VALUE);

  /** What can be asked for. */
  public enum Operation {
    CREATE_FUNCTION, GET_FUNCTION, UPDATE_FUNCTION_CODE, UPDATE_FUNCTION_CONFIGURATION, PUBLISH_VERSION, LIST_VERSIONS, LIST_FUNCTIONS, DELETE_FUNCTION, INVOKE, PUBLISH_LAYER_VERSION, LIST_LAYER_VERSIONS;

    /** Whether it counts against the 15 calls a second of an account. */
    boolean isControl() {
      return this != INVOKE && this != GET_FUNCTION;
    }
  }

  /**
   * Starts to listen.
   *
   * @param runner runs the code; closed by its owner
   * @param codes where the runner finds code
   */
  public FakeLambda(CodeRunner runner, CodeStore codes) {
    this.invocations = new FakeInvocations(runner, codes, layers);
    for (Operation operation : Operation.values()) {
      counts.put(operation, new AtomicInteger());
      faults.put(operation, new ArrayDeque<>());
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException busy) {
      throw new UncheckedIOException(busy);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Lets the next call of a kind fail, after those that were to fail before. */
  public void fail(Operation operation, LambdaFault fault) {
    Deque<LambdaFault> waiting = faults.getOrDefault(operation, new ArrayDeque<>());
    synchronized (waiting) {
      waiting.add(fault);
    }
  }

  /** Takes back all failures that have not come yet. */
  public void heal() {
    for (Deque<LambdaFault> waiting : faults.values()) {
      synchronized (waiting) {
        waiting.clear();
      }
    }
  }

  /** Lets the next call of a kind be answered so, and not be carried out. */
  public void refuse(Operation operation, LambdaAnswer answer) {
    fail(operation, new LambdaFault.Refuse(answer));
  }

  /**
   * Breaks every connection once so many calls were carried out that count against the 15 a second, as if the caller
   * were killed then: the last one is carried out, but its answer gets lost.
   */
  public void killAfter(int calls) {
    changesLeft.set(calls);
  }

  /** How often an operation was asked for. */
  public int count(Operation operation) {
    return counts.getOrDefault(operation, new AtomicInteger()).get();
  }

  /** When calls came that count against the 15 a second, as {@link System#nanoTime} tells. */
  public List<Long> controlCalls() {
    return List.copyOf(controlCalls);
  }

  /** The names of all functions. */
  public List<String> functionNames() {
    return functions.names();
  }

  /** The versions of a function. */
  public List<Integer> versions(String name) {
    return functions.versions(name);
  }

  /** How many versions a layer has. */
  public int layerVersions(String name) {
    return layers.count(name);
  }

  /** Whether a layer version came through a bucket. */
  public boolean isLayerFromBucket(String name, int number) {
    return layers.isFromBucket(name, number);
  }

  /** How many looks a change takes until it is done; 2 without being told. */
  public void polls(int number) {
    functions.polls(number);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Operation operation = operation(exchange);
      counts.getOrDefault(operation, new AtomicInteger()).incrementAndGet();
      if (operation.isControl()) {
        controlCalls.add(System.nanoTime());
      }
      if (changesLeft.get() <= 0) {
        return;
      }
      LambdaFault fault = next(operation);
      switch (fault) {
        case null -> answer(exchange, operation, body);
        case LambdaFault.Refuse(LambdaAnswer refusal) -> send(exchange, refusal, false);
        case LambdaFault.DropBefore _ -> exchange.close();
        case LambdaFault.DropAfter _ -> perform(exchange, operation, body);
        case LambdaFault.HalfAnswer _ -> send(exchange, perform(exchange, operation, body), true);
      }
    }
  }

  private void answer(HttpExchange exchange, Operation operation, byte[] body) throws IOException {
    LambdaAnswer answer = perform(exchange, operation, body);
    if (!operation.isControl() || changesLeft.decrementAndGet() > 0) {
      send(exchange, answer, false);
    }
  }

  private @Nullable LambdaFault next(Operation operation) {
    Deque<LambdaFault> waiting = faults.getOrDefault(operation, new ArrayDeque<>());
    synchronized (waiting) {
      return waiting.poll();
    }
  }

  private static void send(HttpExchange exchange, LambdaAnswer answer, boolean half) throws IOException {
    byte[] bytes = answer.bytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, half ? bytes.length / 2 : bytes.length);
    out.flush();
  }

  private LambdaAnswer perform(HttpExchange exchange, Operation operation, byte[] body) throws IOException {
    String name = name(exchange);
    JsonNode request = operation != Operation.INVOKE && body.length > 0
        ? JSON.readTree(body)
        : JSON.createObjectNode();
    Optional<String> qualifier = query(exchange, "Qualifier");
    Optional<String> marker = query(exchange, "Marker");
    return switch (operation) {
      case CREATE_FUNCTION -> functions.create(request);
      case GET_FUNCTION -> functions.get(name, qualifier.orElse("$LATEST"));
      case UPDATE_FUNCTION_CODE -> functions.updateCode(name, request);
      case UPDATE_FUNCTION_CONFIGURATION -> functions.updateSettings(name, request);
      case PUBLISH_VERSION -> functions.publish(name, request);
      case LIST_VERSIONS -> functions.listVersions(name, marker);
      case LIST_FUNCTIONS -> functions.list(marker);
      case DELETE_FUNCTION -> functions.delete(name, qualifier);
      case INVOKE -> invoke(exchange, name, qualifier.orElse("$LATEST"), body);
      case PUBLISH_LAYER_VERSION -> layers.publish(name, request);
      case LIST_LAYER_VERSIONS -> layers.list(name, marker);
    };
  }

  private LambdaAnswer invoke(HttpExchange exchange, String name, String version, byte[] event) {
    Optional<FakeFunctions.Deployed> function = functions.deployed(name, version);
    if (function.isEmpty()) {
      return FakeFunctions.absent(name, version);
    }
    if (!function.get().ready()) {
      return LambdaAnswer.refusal(409, "ResourceConflictException",
          "The operation cannot be performed at this time. The function is currently in the following state: Pending");
    }
    boolean tail = "Tail".equals(exchange.getRequestHeaders().getFirst("X-Amz-Log-Type"));
    return invocations.invoke(name, version, function.get(), event, tail);
  }

  private static String name(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    var function = FUNCTION.matcher(path);
    var layer = LAYER.matcher(path);
    return function.matches() ? function.group(1) : layer.matches() ? layer.group(1) : "";
  }

  private static Operation operation(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    if (LAYER.matcher(path).matches()) {
      return "POST".equals(method) ? Operation.PUBLISH_LAYER_VERSION : Operation.LIST_LAYER_VERSIONS;
    }
    var function = FUNCTION.matcher(path);
    if (!function.matches()) {
      return "POST".equals(method) ? Operation.CREATE_FUNCTION : Operation.LIST_FUNCTIONS;
    }
    String part = function.group(2) == null ? "" : function.group(2);
    return switch (method + part) {
      case "GET" -> Operation.GET_FUNCTION;
      case "DELETE" -> Operation.DELETE_FUNCTION;
      case "PUT/code" -> Operation.UPDATE_FUNCTION_CODE;
      case "PUT/configuration" -> Operation.UPDATE_FUNCTION_CONFIGURATION;
      case "POST/versions" -> Operation.PUBLISH_VERSION;
      case "GET/versions" -> Operation.LIST_VERSIONS;
      case "POST/invocations" -> Operation.INVOKE;
      default -> throw new IllegalArgumentException(method + ' ' + path);
    };
  }

  private static Optional<String> query(HttpExchange exchange, String key) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null
        ? Optional.empty()
        : List.of(query.split("&", -1)).stream().filter(pair -> pair.startsWith(key + '='))
            .map(pair -> URLDecoder.decode(pair.substring(key.length() + 1), StandardCharsets.UTF_8)).findFirst();
  }
}
