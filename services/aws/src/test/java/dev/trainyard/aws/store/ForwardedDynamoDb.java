package dev.trainyard.aws.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;

/**
 * Hands calls on to a DynamoDB, so that all services have one address and faults. Can do half of a batch and say so, as
 * DynamoDB does when it is busy. Thread-safe.
 */
final class ForwardedDynamoDb implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PASSED = List.of("Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Date");

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile boolean doesHalf;

  ForwardedDynamoDb(URI address) {
    this.address = address;
  }

  void doHalfOfBatches() {
    doesHalf = true;
  }

  Answer answer(HttpExchange exchange, String call, byte[] body) {
    return doesHalf && (call.equals("BatchWriteItem") || call.equals("BatchGetItem"))
        ? half(exchange, call, body)
        : forward(exchange, body);
  }

  private Answer half(HttpExchange exchange, String call, byte[] body) {
    try {
      boolean isWrite = call.equals("BatchWriteItem");
      JsonNode request = JSON.readTree(body);
      Map.Entry<String, JsonNode> table = request.path("RequestItems").properties().iterator().next();
      ArrayNode items = (ArrayNode) (isWrite ? table.getValue() : table.getValue().path("Keys"));
      ArrayNode left = JSON.createArrayNode();
      for (int rest = items.size() / 2; rest > 0; rest--) {
        left.add(items.remove(items.size() - 1));
      }
      Answer answer = forward(exchange, JSON.writeValueAsBytes(request));
      ObjectNode changed = (ObjectNode) JSON.readTree(answer.body());
      ObjectNode undone = changed.putObject(isWrite ? "UnprocessedItems" : "UnprocessedKeys");
      if (!left.isEmpty()) {
        undone.set(table.getKey(), isWrite ? left : JSON.createObjectNode().set("Keys", left));
      }
      return Answer.of(answer.status(), JSON.writeValueAsString(changed));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Answer forward(HttpExchange exchange, byte[] body) {
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
      return new Answer(500, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
