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
import java.util.Map;

/** A DynamoDB elsewhere. Can do half of a batch and say so, as DynamoDB does when it is busy. Thread-safe. */
final class ForwardedDynamoDb implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Forwarding forwarding;
  private volatile boolean doesHalf;

  ForwardedDynamoDb(URI address) {
    this.forwarding = new Forwarding(address);
  }

  void doHalfOfBatches() {
    doesHalf = true;
  }

  Answer answer(HttpExchange exchange, String call, byte[] body) {
    return doesHalf && (call.equals("BatchWriteItem") || call.equals("BatchGetItem"))
        ? half(exchange, call, body)
        : forwarding.answer(exchange, body);
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
      Answer answer = forwarding.answer(exchange, JSON.writeValueAsBytes(request));
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

  @Override
  public void close() {
    forwarding.close();
  }
}
