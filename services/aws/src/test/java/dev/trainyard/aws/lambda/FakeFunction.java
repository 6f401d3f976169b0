package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;

/** One function with its versions. Guarded by {@link FakeFunctions}. */
final class FakeFunction {
  private final String arn;
  private final int polls;
  private final Map<Integer, State> versions = new TreeMap<>();
  private State latest;
  private int next = 1;

  /**
   * Code and settings, and how far Lambda is with them.
   *
   * @param settings the JSON of a FunctionConfiguration, without what changes by itself
   * @param zip of the code
   * @param revision changes with every change, and when one is done
   * @param pollsLeft how many looks until it is ready
   * @param made whether it was ready once, and is being updated
   */
  record State(ObjectNode settings, SdkBytes zip, String revision, int pollsLeft, boolean made) {
    boolean sameAs(State other) {
      return settings.equals(other.settings());
    }

    State polled() {
      return switch (pollsLeft) {
        case 0 -> this;
        case 1 -> new State(settings, zip, UUID.randomUUID().toString(), 0, true);
        default -> new State(settings, zip, revision, pollsLeft - 1, made);
      };
    }
  }

  FakeFunction(String arn, State latest, int polls) {
    this.arn = arn;
    this.latest = latest;
    this.polls = polls;
  }

  boolean isBusy() {
    return latest.pollsLeft() > 0;
  }

  State latest() {
    return latest;
  }

  void change(ObjectNode settings, SdkBytes zip) {
    latest = new State(settings, zip, UUID.randomUUID().toString(), polls, true);
  }

  /** The newest version again if nothing changed since; else a new one. */
  int publish() {
    Optional<Integer> newest = versions.keySet().stream().reduce((_, last) -> last);
    if (newest.isPresent() && newest.get() == next - 1
        && versions.getOrDefault(newest.get(), latest).sameAs(latest)) {
      return newest.get();
    }
    versions.put(next, new State(latest.settings(), latest.zip(), UUID.randomUUID().toString(), polls, false));
    return next++;
  }

  Optional<State> state(String qualifier) {
    return "$LATEST".equals(qualifier)
        ? Optional.of(latest)
        : Optional.ofNullable(versions.get(Integer.parseInt(qualifier)));
  }

  /** One look at it: what is going on goes on. */
  void poll(String qualifier) {
    if ("$LATEST".equals(qualifier)) {
      latest = latest.polled();
    } else {
      versions.computeIfPresent(Integer.parseInt(qualifier), (_, state) -> state.polled());
    }
  }

  boolean remove(String version) {
    return versions.remove(Integer.parseInt(version)) != null;
  }

  Map<Integer, State> versions() {
    return versions;
  }

  /** The JSON of a FunctionConfiguration. */
  ObjectNode configuration(String qualifier) {
    State state = state(qualifier).orElseThrow();
    ObjectNode json = state.settings().deepCopy();
    json.put("Version", qualifier).put("RevisionId", state.revision());
    json.put("FunctionArn", "$LATEST".equals(qualifier) ? arn : arn + ':' + qualifier);
    boolean busy = state.pollsLeft() > 0;
    json.put("State", busy && !state.made() ? "Pending" : "Active");
    json.put("LastUpdateStatus", busy && state.made() ? "InProgress" : "Successful");
    return json;
  }

  /** What of a request Lambda keeps. */
  static ObjectNode settings(JsonNode request, ObjectNode before) {
    ObjectNode settings = before.deepCopy();
    for (String key : new String[]{"FunctionName", "Role", "Description", "Runtime", "Handler", "Timeout",
        "MemorySize", "LoggingConfig"}) {
      if (request.hasNonNull(key)) {
        settings.set(key, request.get(key));
      }
    }
    if (request.has("Layers")) {
      var layers = JsonNodeFactory.instance.arrayNode();
      request.get("Layers").forEach(layer -> layers.addObject().put("Arn", layer.asText()).put("CodeSize", 1));
      settings.set("Layers", layers);
    }
    return settings;
  }
}
