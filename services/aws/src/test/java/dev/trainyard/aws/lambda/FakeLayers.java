package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The layer versions of an account. Thread-safe. */
final class FakeLayers {
  private final Map<String, List<Version>> layers = new TreeMap<>();

  /** A version; where its content is from is kept, the content is not. */
  private record Version(String arn, int number, String description, boolean fromBucket) {
    ObjectNode json() {
      return JsonNodeFactory.instance.objectNode().put("LayerVersionArn", arn).put("Version", number)
          .put("Description", description);
    }
  }

  synchronized LambdaAnswer publish(String name, JsonNode request) {
    List<Version> versions = layers.computeIfAbsent(name, absent -> new ArrayList<>());
    int number = versions.size() + 1;
    Version version = new Version("arn:aws:lambda:eu-central-1:123456789012:layer:" + name + ':' + number, number,
        request.path("Description").asText(), request.at("/Content/S3Key").isTextual());
    versions.add(version);
    return LambdaAnswer.ok(201, version.json());
  }

  /** Newest first, two a page, so that tests turn pages. */
  synchronized LambdaAnswer list(String name, Optional<String> marker) {
    List<Version> versions = layers.getOrDefault(name, List.of()).reversed();
    int from = marker.map(Integer::parseInt).orElse(0);
    int to = Math.min(versions.size(), from + 2);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = answer.putArray("LayerVersions");
    versions.subList(Math.min(from, to), to).forEach(version -> items.add(version.json()));
    if (to < versions.size()) {
      answer.put("NextMarker", String.valueOf(to));
    }
    return LambdaAnswer.ok(200, answer);
  }

  synchronized int count(String name) {
    return layers.getOrDefault(name, List.of()).size();
  }

  synchronized boolean isFromBucket(String name, int number) {
    return layers.getOrDefault(name, List.of()).get(number - 1).fromBucket();
  }

  synchronized Optional<String> description(String arn) {
    return layers.values().stream().flatMap(List::stream).filter(version -> version.arn().equals(arn))
        .map(Version::description).findFirst();
  }
}
