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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hands calls on to a DynamoDB, so that all services have one address and faults. Thread-safe. */
final class ForwardedDynamoDb implements AutoCloseable {
  private static final List<String> PASSED = List.of("Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Date");

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ForwardedDynamoDb(URI address) {
    this.address = address;
  }

  Answer answer(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : PASSED) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      Map<String, String> headers = new HashMap<>();
      for (String header : List.of("Content-Type", "x-amz-crc32", "x-amzn-RequestId")) {
        answer.headers().firstValue(header).ifPresent(value -> headers.put(header, value));
      }
      return new Answer(answer.statusCode(), headers, answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Answer.of(500, "{}");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
