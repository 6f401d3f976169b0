package dev.trainyard.bot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trainyard.bot.BotExport.ExportedNode;
import dev.trainyard.bot.BotExport.ExportedSample;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Exports as JSON. Reading checks everything and says by pointer what is wrong. Thread-safe. */
final class BotExportJson {
  static final String FORMAT = "trainyard-bot";
  static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper
      .builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private BotExportJson() {
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out).useDefaultPrettyPrinter();
  }

  static void writeHead(JsonGenerator json, BotName name, BotSettings settings, List<VariableName> variables)
      throws IOException {
    json.writeStringField("format", FORMAT);
    json.writeNumberField("version", VERSION);
    json.writeStringField("name", name.value());
    json.writeObjectFieldStart("settings");
    json.writeStringField("title", settings.title());
    json.writeObjectFieldStart("bot_break");
    json.writeObjectFieldStart("messages");
    for (Map.Entry<String, List<String>> language : settings.breakMessages().entrySet()) {
      json.writeArrayFieldStart(language.getKey());
      for (String text : language.getValue()) {
        json.writeString(text);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeStringField("action", settings.breakAction().name().toLowerCase(Locale.ROOT));
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("variables");
    for (VariableName variable : variables) {
      json.writeString(variable.value());
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, ExportedNode node) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", node.name().value());
    json.writeObjectFieldStart("settings");
    json.writeBooleanField("end_node", node.settings().endNode());
    json.writeNumberField("timeout_seconds", node.settings().timeout().toSeconds());
    json.writeNumberField("memory_mb", node.settings().memory().megabytes());
    json.writeEndObject();
    if (node.code().isPresent()) {
      json.writeStringField("code", node.code().get().source());
    }
    json.writeArrayFieldStart("samples");
    for (ExportedSample sample : node.samples()) {
      json.writeStartObject();
      json.writeStringField("name", sample.name().value());
      json.writeStringField("input", sample.input());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static BotExport read(byte[] bytes) {
    if (bytes.length > BotExport.MOST_BYTES) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "An export has at most 64 MiB.");
    }
    JsonFields top = JsonFields.of(tree(bytes), "",
        Set.of("format", "version", "name", "settings", "variables", "nodes"));
    if (!top.text("format").equals(FORMAT) || top.number("version") != VERSION) {
      throw TrainyardException.invalid("/format", "This must be an export: format %s, version %d.".formatted(FORMAT,
          VERSION));
    }
    return new BotExport(top.value("name", BotName::new),
        settings(top.object("settings", Set.of("title", "bot_break"))),
        top.list("variables", VariableStore.MOST,
            (item, at) -> JsonFields.made(at, () -> new VariableName(JsonFields.text(item, at))), name -> name),
        top.list("nodes", Nodes.MOST, BotExportJson::node, ExportedNode::name));
  }

  private static JsonNode tree(byte[] bytes) {
    try (InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(bytes),
        StandardCharsets.UTF_8.newDecoder())) {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw TrainyardException.invalid("", "This is no JSON: " + broken.getOriginalMessage());
    } catch (IOException broken) {
      throw TrainyardException.invalid("", "This is not valid UTF-8.");
    }
  }

  private static BotSettings settings(JsonFields json) {
    JsonFields rules = json.object("bot_break", Set.of("messages", "action"));
    TreeMap<String, List<String>> messages = new TreeMap<>();
    JsonNode byLanguage = rules.json().path("messages");
    String place = JsonFields.at(rules.pointer(), "messages");
    if (!byLanguage.isObject()) {
      throw TrainyardException.invalid(place, "This must be an object.");
    }
    byLanguage.forEachEntry((language, texts) -> {
      List<String> read = new ArrayList<>();
      texts.forEach(text -> read.add(JsonFields.text(text, JsonFields.at(place, language))));
      messages.put(language, read);
    });
    BreakAction action = switch (rules.text("action")) {
      case "send_messages" -> BreakAction.SEND_MESSAGES;
      case "hand_over" -> BreakAction.HAND_OVER;
      default -> throw TrainyardException.invalid(JsonFields.at(rules.pointer(), "action"),
          "This must be send_messages or hand_over.");
    };
    String title = json.text("title");
    return JsonFields.within(json.pointer(), () -> new BotSettings(title, messages, action));
  }

  private static ExportedNode node(JsonNode item, String pointer) {
    JsonFields json = JsonFields.of(item, pointer, Set.of("name", "settings", "code", "samples"));
    JsonFields limits = json.object("settings", Set.of("end_node", "timeout_seconds", "memory_mb"));
    boolean endNode = limits.flag("end_node");
    int timeout = limits.number("timeout_seconds");
    int memory = limits.number("memory_mb");
    NodeSettings settings = JsonFields.within(limits.pointer(), () -> NodeSettings.of(endNode, timeout, memory));
    Optional<NodeCode> code = json.optionalText("code").isEmpty()
        ? Optional.empty()
        : Optional.of(json.value("code", NodeCode::new));
    return new ExportedNode(json.value("name", NodeName::new), settings, code,
        json.list("samples", SampleStore.MOST, BotExportJson::sample, ExportedSample::name));
  }

  private static ExportedSample sample(JsonNode item, String pointer) {
    JsonFields json = JsonFields.of(item, pointer, Set.of("name", "input"));
    String input = json.text("input");
    JsonFields.made(JsonFields.at(pointer, "input"), () -> {
      Samples.checkInput("", input);
      return input;
    });
    return new ExportedSample(json.value("name", SampleName::new), input);
  }
}
