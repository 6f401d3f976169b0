package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.bot.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** The functions of an account, as Lambda keeps them. Thread-safe. */
final class FakeFunctions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LATEST = "$LATEST";
  private static final int PAGE = 50;
  private final Map<String, FakeFunction> functions = new TreeMap<>();
  private final Map<String, ObjectNode> tags = new TreeMap<>();
  private volatile int polls = 2;

  /** How many looks a change takes until it is done. */
  void polls(int number) {
    polls = number;
  }

  /** A version as it is run. */
  record Deployed(ObjectNode settings, SdkBytes zip, JsonNode tags, boolean ready) {
  }

  synchronized Optional<Deployed> deployed(String name, String qualifier) {
    return Optional.ofNullable(functions.get(name)).flatMap(function -> function.state(qualifier))
        .map(state -> new Deployed(state.settings(), state.zip(), tags.getOrDefault(name, JSON.objectNode()),
            state.pollsLeft() == 0 || state.made()));
  }

  synchronized List<String> names() {
    return List.copyOf(functions.keySet());
  }

  synchronized List<Integer> versions(String name) {
    FakeFunction function = functions.get(name);
    return function == null ? List.of() : List.copyOf(function.versions().keySet());
  }

  synchronized LambdaAnswer create(JsonNode request) throws IOException {
    String name = request.get("FunctionName").asText();
    if (name.length() > 64) {
      return LambdaAnswer.refusal(400, "ValidationException", "Value '" + name
          + "' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64");
    }
    if (functions.containsKey(name)) {
      return LambdaAnswer.refusal(409, "ResourceConflictException", "Function already exist: " + name);
    }
    SdkBytes zip = SdkBytes.fromByteArray(request.at("/Code/ZipFile").binaryValue());
    ObjectNode settings = coded(FakeFunction.settings(request, JSON.objectNode()), zip);
    FakeFunction function = new FakeFunction(arn(name),
        new FakeFunction.State(settings, zip, UUID.randomUUID().toString(), polls, false), polls);
    functions.put(name, function);
    tags.put(name, request.path("Tags").isObject() ? (ObjectNode) request.get("Tags") : JSON.objectNode());
    return LambdaAnswer.ok(201, function.configuration(
        request.path("Publish").asBoolean() ? String.valueOf(function.publish()) : LATEST));
  }

  synchronized LambdaAnswer get(String name, String qualifier) {
    FakeFunction function = functions.get(name);
    if (function == null || function.state(qualifier).isEmpty()) {
      return absent(name, qualifier);
    }
    ObjectNode answer = JSON.objectNode();
    answer.set("Configuration", function.configuration(qualifier));
    answer.set("Tags", tags.getOrDefault(name, JSON.objectNode()));
    function.poll(qualifier);
    return LambdaAnswer.ok(200, answer);
  }

  synchronized LambdaAnswer updateCode(String name, JsonNode request) throws IOException {
    FakeFunction function = functions.get(name);
    Optional<LambdaAnswer> refusal = guard(function, name, request);
    if (refusal.isPresent() || function == null) {
      return refusal.orElseThrow();
    }
    SdkBytes zip = SdkBytes.fromByteArray(request.get("ZipFile").binaryValue());
    function.change(coded(function.latest().settings().deepCopy(), zip), zip);
    return LambdaAnswer.ok(200, function.configuration(
        request.path("Publish").asBoolean() ? String.valueOf(function.publish()) : LATEST));
  }

  synchronized LambdaAnswer updateSettings(String name, JsonNode request) {
    FakeFunction function = functions.get(name);
    Optional<LambdaAnswer> refusal = guard(function, name, request);
    if (refusal.isPresent() || function == null) {
      return refusal.orElseThrow();
    }
    function.change(FakeFunction.settings(request, function.latest().settings()), function.latest().zip());
    return LambdaAnswer.ok(200, function.configuration(LATEST));
  }

  synchronized LambdaAnswer publish(String name, JsonNode request) {
    FakeFunction function = functions.get(name);
    Optional<LambdaAnswer> refusal = guard(function, name, request);
    if (refusal.isPresent() || function == null) {
      return refusal.orElseThrow();
    }
    String present = function.latest().settings().get("CodeSha256").asText();
    if (request.hasNonNull("CodeSha256") && !request.get("CodeSha256").asText().equals(present)) {
      return LambdaAnswer.refusal(400, "InvalidParameterValueException",
          "CodeSHA256 (x) is different from current CodeSHA256 in $LATEST (y).");
    }
    return LambdaAnswer.ok(201, function.configuration(String.valueOf(function.publish())));
  }

  synchronized LambdaAnswer delete(String name, Optional<String> qualifier) {
    FakeFunction function = functions.get(name);
    if (function == null) {
      return absent(name, qualifier.orElse(LATEST));
    }
    if (qualifier.isPresent()) {
      return function.remove(qualifier.get())
          ? new LambdaAnswer(204, Map.of(), "")
          : absent(name, qualifier.get());
    }
    functions.remove(name);
    tags.remove(name);
    return new LambdaAnswer(204, Map.of(), "");
  }

  synchronized LambdaAnswer listVersions(String name, Optional<String> marker) {
    FakeFunction function = functions.get(name);
    if (function == null) {
      return absent(name, LATEST);
    }
    List<ObjectNode> all = new ArrayList<>(List.of(function.configuration(LATEST)));
    function.versions().keySet().forEach(number -> all.add(function.configuration(String.valueOf(number))));
    return page("Versions", all, marker);
  }

  synchronized LambdaAnswer list(Optional<String> marker) {
    return page("Functions", functions.values().stream().map(function -> function.configuration(LATEST)).toList(),
        marker);
  }

  private static LambdaAnswer page(String key, List<ObjectNode> all, Optional<String> marker) {
    int from = marker.map(Integer::parseInt).orElse(0);
    int to = Math.min(all.size(), from + PAGE);
    ObjectNode answer = JSON.objectNode();
    ArrayNode items = answer.putArray(key);
    all.subList(Math.min(from, to), to).forEach(items::add);
    if (to < all.size()) {
      answer.put("NextMarker", String.valueOf(to));
    }
    return LambdaAnswer.ok(200, answer);
  }

  private static Optional<LambdaAnswer> guard(@Nullable FakeFunction function, String name,
      JsonNode request) {
    if (function == null) {
      return Optional.of(absent(name, LATEST));
    }
    if (function.isBusy()) {
      return Optional.of(LambdaAnswer.updateInFlight());
    }
    return request.hasNonNull("RevisionId") && !request.get("RevisionId").asText().equals(function.latest().revision())
        ? Optional.of(LambdaAnswer.refusal(412, "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to "
                + "retrieve the latest Revision Id"))
        : Optional.empty();
  }

  private static ObjectNode coded(ObjectNode settings, SdkBytes zip) {
    byte[] digest = HexFormat.of().parseHex(Digest.of(zip.asByteArrayUnsafe()).value());
    return settings.put("CodeSha256", Base64.getEncoder().encodeToString(digest)).put("CodeSize",
        zip.asByteArrayUnsafe().length);
  }

  static LambdaAnswer absent(String name, String qualifier) {
    return LambdaAnswer.refusal(404, "ResourceNotFoundException",
        "Function not found: " + arn(name) + ':' + qualifier);
  }

  private static String arn(String name) {
    return "arn:aws:lambda:eu-central-1:123456789012:function:" + name;
  }
}
