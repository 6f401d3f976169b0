package dev.trainyard.aws.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One address for the services of an emulator that has no DynamoDB, and for a DynamoDB elsewhere. Thread-safe. */
final class MixedAws implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Forwarding dynamoDb;
  private final Forwarding others;

  MixedAws(URI dynamoDb, URI others) {
    this.dynamoDb = new Forwarding(dynamoDb);
    this.others = new Forwarding(others);
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

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean isDynamoDb = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
          .filter(target -> target.startsWith("DynamoDB_")).isPresent();
      FakeAws.send(exchange, (isDynamoDb ? dynamoDb : others).answer(exchange, body));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    dynamoDb.close();
    others.close();
    threads.shutdownNow();
  }
}
