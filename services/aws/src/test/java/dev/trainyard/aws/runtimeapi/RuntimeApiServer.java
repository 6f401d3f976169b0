package dev.trainyard.aws.runtimeapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trainyard.engine.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one runtime, as strict as the real one: an answer to what was not asked, or a second one, is
 * refused. Thread-safe; all state is guarded by the instance.
 */
final class RuntimeApiServer implements AutoCloseable {
  /** Bytes of the largest answer that Lambda takes. */
  static final int MOST_BYTES = 6_291_556;
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int NO_BODY = -1;

  static {
    // Otherwise every answer waits 40 ms. Read when the server's classes are loaded.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** An event for a runtime. */
  record Event(String id, Payload body, long deadlineMillis, String arn) {
  }

  private final Consumer<Happening> listener;
  private final HttpServer server;
  private @Nullable Event waiting;
  private @Nullable Event running;
  private boolean closed;

  RuntimeApiServer(Consumer<Happening> listener) {
    this.listener = listener;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    server.setExecutor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory()));
    server.createContext(ROOT, this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Hands an event to the runtime when it asks for one. */
  synchronized void offer(Event event) {
    waiting = event;
    notifyAll();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().substring(ROOT.length()).split("/", -1);
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod() + ' ' + path[path.length - 1]) {
        case "GET next" -> next(exchange);
        case "POST response" -> answered(exchange, path[1], false, body);
        case "POST error" -> failed(exchange, path, body);
        default -> say(exchange, 404, "NotFound");
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    Event event;
    synchronized (this) {
      if (running != null) {
        say(exchange, 403, "InvalidStateTransition");
        return;
      }
      listener.accept(new Happening.Ready());
      event = await();
      running = event;
    }
    if (event == null) {
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", event.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadlineMillis()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", event.arn());
    headers.set("Lambda-Runtime-Trace-Id",
        "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0");
    // Half of the events come in chunks, as they do from AWS's own servers.
    exchange.sendResponseHeaders(200, event.id().hashCode() % 2 == 0 ? 0 : event.body().size());
    exchange.getResponseBody().write(event.body().bytes());
  }

  private synchronized @Nullable Event await() {
    try {
      while (waiting == null && !closed) {
        wait();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    Event taken = waiting;
    waiting = null;
    return taken;
  }

  private void failed(HttpExchange exchange, String[] path, byte[] body) throws IOException {
    if (!path[0].equals("init")) {
      answered(exchange, path[1], true, body);
      return;
    }
    say(exchange, 202, "");
    listener.accept(new Happening.FailedToLoad(Payload.of(body)));
  }

  private void answered(HttpExchange exchange, String id, boolean fault, byte[] body) throws IOException {
    synchronized (this) {
      Event event = running;
      if (event == null) {
        say(exchange, 403, "InvalidStateTransition");
        return;
      }
      if (!event.id().equals(id)) {
        say(exchange, 400, "InvalidRequestID");
        return;
      }
      running = null;
    }
    if (body.length > MOST_BYTES) {
      say(exchange, 413, "RequestEntityTooLarge");
      listener.accept(new Happening.Answered(true, Payload.of(LambdaTexts.tooLarge())));
    } else {
      say(exchange, 202, "");
      listener.accept(new Happening.Answered(fault, Payload.of(body)));
    }
  }

  private static void say(HttpExchange exchange, int status, String errorType) throws IOException {
    byte[] body = (errorType.isEmpty() ? "{\"status\":\"OK\"}\n" : "{\"errorType\":\"" + errorType + "\"}\n")
        .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.stop(0);
  }
}
