package dev.trainyard.aws.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.aws.store.FakeAws.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Parameter Store over JSON 1.1, with the rules that emulators do not keep: what values and names are refused, 4 KB and
 * 8 KB, ten names a call, 100 versions, no second write of a parameter at once. Thread-safe.
 */
final class FakeSsm {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("(/[a-zA-Z0-9_.-]+){1,15}");
  private static final int STANDARD_BYTES = 4096;
  private static final int ADVANCED_BYTES = 8192;
  private static final int MOST_VERSIONS = 100;
  private static final int MOST_NAMES = 10;

  private final NavigableMap<String, Stored> parameters = new ConcurrentSkipListMap<>();
  private final Set<String> beingWritten = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unseen = new AtomicInteger();

  private record Stored(String type, String tier, NavigableMap<Long, String> versions) {
  }

  /** The newest values of all parameters, by name. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    parameters.forEach((name, stored) -> values.put(name, stored.versions().lastEntry().getValue()));
    return values;
  }

  String tier(String name) {
    return parameters.getOrDefault(name, new Stored("", "none", new TreeMap<>())).tier();
  }

  /** Removes a parameter as somebody at the console does. */
  void remove(String name) {
    parameters.remove(name);
  }

  /** The next so many reads see nothing, as if they came from elsewhere too early. */
  void hide(int reads) {
    unseen.set(reads);
  }

  Answer answer(String call, byte[] body) {
    JsonNode request;
    try {
      request = JSON.readTree(body);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return switch (call) {
      case "PutParameter" -> put(request);
      case "GetParameters" -> get(request);
      case "GetParametersByPath" -> byPath(request);
      case "DeleteParameters" -> delete(request);
      default -> refusal("UnknownOperationException");
    };
  }

  private Answer put(JsonNode request) {
    String name = request.path("Name").asText();
    String value = request.path("Value").asText();
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches() || lower.startsWith("/aws") || lower.startsWith("/ssm") || name.length() > 900) {
      return refusal("ValidationException");
    }
    int size = value.getBytes(StandardCharsets.UTF_8).length;
    if (value.isEmpty() || value.contains("{{") || size > ADVANCED_BYTES) {
      return refusal("ValidationException");
    }
    String tier = request.path("Tier").asText("Standard");
    boolean advanced = tier.equals("Advanced") || (tier.equals("Intelligent-Tiering") && size > STANDARD_BYTES);
    if (size > STANDARD_BYTES && !advanced) {
      return refusal("ValidationException");
    }
    if (!beingWritten.add(name)) {
      return refusal("TooManyUpdates");
    }
    try {
      return written(request, name, value, advanced);
    } finally {
      beingWritten.remove(name);
    }
  }

  private Answer written(JsonNode request, String name, String value, boolean advanced) {
    String type = request.path("Type").asText();
    Stored before = parameters.get(name);
    if (before != null && !request.path("Overwrite").asBoolean()) {
      return refusal("ParameterAlreadyExists");
    }
    if (before != null && !before.type().equals(type)) {
      return refusal("HierarchyTypeMismatchException");
    }
    NavigableMap<Long, String> versions = before == null ? new TreeMap<>() : new TreeMap<>(before.versions());
    long version = versions.isEmpty() ? 1 : versions.lastKey() + 1;
    versions.put(version, value);
    if (versions.size() > MOST_VERSIONS) {
      versions.pollFirstEntry();
    }
    String tier = advanced || (before != null && before.tier().equals("Advanced")) ? "Advanced" : "Standard";
    parameters.put(name, new Stored(type, tier, versions));
    return json(JSON.createObjectNode().put("Version", version).put("Tier", tier));
  }

  private Answer get(JsonNode request) {
    List<String> names = texts(request.path("Names"));
    if (names.isEmpty() || names.size() > MOST_NAMES || Set.copyOf(names).size() < names.size()) {
      return refusal("ValidationException");
    }
    boolean hidden = unseen.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("Parameters");
    ArrayNode invalid = answer.putArray("InvalidParameters");
    for (String asked : names) {
      String[] parts = asked.split(":", 2);
      Stored stored = parameters.get(parts[0]);
      Long version = stored == null ? null : parts.length > 1 ? Long.valueOf(parts[1]) : stored.versions().lastKey();
      if (hidden || stored == null || version == null || !stored.versions().containsKey(version)) {
        invalid.add(asked);
      } else {
        String value = stored.versions().get(version);
        found.addObject().put("Name", parts[0]).put("Type", stored.type()).put("Version", version)
            .put("Selector", parts.length > 1 ? ":" + version : "")
            .put("Value", request.path("WithDecryption").asBoolean() ? value : "sealed");
      }
    }
    return json(answer);
  }

  private Answer byPath(JsonNode request) {
    int most = request.path("MaxResults").asInt(MOST_NAMES);
    if (most < 1 || most > MOST_NAMES) {
      return refusal("ValidationException");
    }
    String path = request.path("Path").asText();
    String prefix = path.endsWith("/") ? path : path + "/";
    String after = request.path("NextToken").asText("");
    List<String> names = parameters.keySet().stream().filter(name -> name.startsWith(prefix))
        .filter(name -> name.compareTo(after) > 0)
        .filter(name -> request.path("Recursive").asBoolean() || name.indexOf('/', prefix.length()) < 0).toList();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("Parameters");
    names.stream().limit(most).forEach(name -> found.addObject().put("Name", name).put("Value", "sealed"));
    if (names.size() > most) {
      answer.put("NextToken", names.get(most - 1));
    }
    return json(answer);
  }

  private Answer delete(JsonNode request) {
    List<String> names = texts(request.path("Names"));
    if (names.isEmpty() || names.size() > MOST_NAMES) {
      return refusal("ValidationException");
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode deleted = answer.putArray("DeletedParameters");
    ArrayNode invalid = answer.putArray("InvalidParameters");
    names.forEach(name -> (parameters.remove(name) == null ? invalid : deleted).add(name));
    return json(answer);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Answer json(ObjectNode body) {
    return Answer.of(200, body.toString()).with(Map.of("Content-Type", "application/x-amz-json-1.1"));
  }

  static Answer refusal(String code) {
    return Answer.of(400, JSON.createObjectNode().put("__type", code).put("message", "refused").toString())
        .with(Map.of("Content-Type", "application/x-amz-json-1.1"));
  }
}
