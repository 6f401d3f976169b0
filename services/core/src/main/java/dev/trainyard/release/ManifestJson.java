package dev.trainyard.release;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Manifests as blobs. Equal manifests have equal bytes; the same runtime and layers are written once for all nodes.
 * Thread-safe.
 */
public final class ManifestJson {
  private static final String FORMAT = "trainyard-manifest";
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private ManifestJson() {
  }

  /**
   * Writes a manifest.
   *
   * @param manifest whose versions are of the manifest's bot and nodes, with the nodes' limits
   * @return JSON
   * @throws IllegalArgumentException if a node and its version disagree
   */
  public static byte[] write(Manifest manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      List<Platform> platforms = manifest.nodes().values().stream().map(Platform::of).distinct().toList();
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("bot", manifest.bot().value());
      json.writeArrayFieldStart("platforms");
      for (Platform platform : platforms) {
        write(json, platform);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("nodes");
      for (ReleasedNode node : manifest.nodes().values()) {
        check(manifest.bot(), node);
        write(json, node, platforms.indexOf(Platform.of(node)));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a manifest.
   *
   * @param bytes from {@link #write}, by this or an earlier version of the program
   * @return the manifest
   * @throws IllegalArgumentException if they are something else
   */
  public static Manifest read(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (!json.path("format").asText().equals(FORMAT) || json.path("version").asInt() != VERSION) {
        throw new IllegalArgumentException("not a manifest of version " + VERSION);
      }
      BotId bot = new BotId(text(json, "bot"));
      List<Platform> platforms = new ArrayList<>();
      json.required("platforms").forEach(platform -> platforms.add(platform(platform)));
      Map<NodeName, ReleasedNode> nodes = new TreeMap<>();
      for (JsonNode item : json.required("nodes")) {
        ReleasedNode node = node(bot, item, platforms);
        nodes.put(node.name(), node);
      }
      return new Manifest(bot, new TreeMap<>(nodes));
    } catch (IOException | RuntimeException broken) {
      throw new IllegalArgumentException("not a manifest: " + broken.getMessage(), broken);
    }
  }

  private static void write(JsonGenerator json, Platform platform) throws IOException {
    json.writeStartObject();
    json.writeStringField("runtime", platform.runtime());
    json.writeArrayFieldStart("layers");
    for (LayerRef layer : platform.layers()) {
      json.writeStartObject();
      json.writeStringField("name", layer.name());
      json.writeStringField("digest", layer.digest().value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ReleasedNode node, int platform) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", node.name().value());
    json.writeStringField("id", node.id().value());
    json.writeStringField("bot_name", node.version().function().botName().value());
    json.writeNumberField("draft_revision", node.draftRevision());
    json.writeBooleanField("end_node", node.settings().endNode());
    json.writeNumberField("timeout_seconds", node.settings().timeout().toSeconds());
    json.writeNumberField("memory_mb", node.settings().memory().megabytes());
    json.writeStringField("code", node.code().value());
    json.writeNumberField("platform", platform);
    json.writeStringField("reference", node.version().reference());
    json.writeEndObject();
  }

  private static void check(BotId bot, ReleasedNode node) {
    NodeFunction function = node.version().function();
    FunctionSpec spec = node.version().spec();
    if (!function.bot().equals(bot) || !function.node().equals(node.id()) || !function.nodeName().equals(node.name())
        || !spec.timeout().equals(node.settings().timeout()) || !spec.memory().equals(node.settings().memory())) {
      throw new IllegalArgumentException("node " + node.name() + " and its version disagree");
    }
  }

  private static Platform platform(JsonNode json) {
    List<LayerRef> layers = new ArrayList<>();
    json.required("layers")
        .forEach(layer -> layers.add(new LayerRef(text(layer, "name"), new Digest(text(layer, "digest")))));
    return new Platform(text(json, "runtime"), layers);
  }

  private static ReleasedNode node(BotId bot, JsonNode json, List<Platform> platforms) {
    NodeName name = new NodeName(text(json, "name"));
    NodeId id = new NodeId(text(json, "id"));
    Duration timeout = Duration.ofSeconds(number(json, "timeout_seconds"));
    MemorySize memory = new MemorySize(number(json, "memory_mb"));
    NodeSettings settings = new NodeSettings(json.required("end_node").booleanValue(), timeout, memory);
    Platform platform = platforms.get(number(json, "platform"));
    FunctionSpec spec = new FunctionSpec(new Digest(text(json, "code")), platform.runtime(), platform.layers(), timeout,
        memory);
    NodeFunction function = new NodeFunction(bot, id, new BotName(text(json, "bot_name")), name);
    return new ReleasedNode(id, name, number(json, "draft_revision"), settings,
        new FunctionVersion(function, spec, text(json, "reference")));
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = json.required(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(key + " is no text");
    }
    return value.textValue();
  }

  private static int number(JsonNode json, String key) {
    JsonNode value = json.required(key);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(key + " is no whole number");
    }
    return value.intValue();
  }

  private record Platform(String runtime, List<LayerRef> layers) {
    Platform {
      layers = List.copyOf(layers);
    }

    static Platform of(ReleasedNode node) {
      return new Platform(node.version().spec().runtime(), node.version().spec().layers());
    }
  }
}
