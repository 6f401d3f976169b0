package dev.trainyard.aws.store;

import com.sun.net.httpserver.HttpExchange;
import dev.trainyard.aws.store.FakeAws.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Hands calls on to a server that does not mind that they were signed for another address. Thread-safe. */
final class Forwarding implements AutoCloseable {
  /** What is of one connection, or Java's client sets itself. */
  private static final Set<String> NOT_PASSED = Set.of("connection", "content-length", "date", "expect", "host",
      "transfer-encoding", "upgrade");

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Forwarding(URI address) {
    this.address = address;
  }

  Answer answer(HttpExchange exchange, byte[] body) {
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(asked.getRawPath() + query))
        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders().forEach((name, values) -> {
      if (isPassed(name)) {
        values.forEach(value -> request.header(name, value));
      }
    });
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      Map<String, String> headers = new HashMap<>();
      answer.headers().map().forEach((String name, List<String> values) -> {
        if (isPassed(name)) {
          headers.put(name, values.getFirst());
        }
      });
      return new Answer(answer.statusCode(), headers, answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(500, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isPassed(String header) {
    return !NOT_PASSED.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    client.close();
  }
}
