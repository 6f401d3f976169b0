package dev.trainyard.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The description of the interface, against which real exchanges are held. Thread-safe. */
final class DescribedApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOME = "https://trainyard.test/openapi";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
  private static final DescribedApi ONE = new DescribedApi();

  private final JsonNode document = read();
  private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012,
      builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(HOME, document.toString()))));
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  static DescribedApi get() {
    return ONE;
  }

  JsonNode document() {
    return document;
  }

  /** Every operation, such as {@code GET /api/v1/bots/{}}. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    document.path("paths").properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
      if (METHODS.contains(method)) {
        all.add(method.toUpperCase(Locale.ROOT) + ' ' + path.getKey().replaceAll("\\{[^}]*}", "{}"));
      }
    }));
    return all;
  }

  /** Says what in an answer is not as the description has it; of an address or method that it lacks, nothing. */
  Optional<String> differences(String method, URI uri, HttpResponse<String> answer) {
    String path = document.path("paths").properties().stream().map(Map.Entry::getKey)
        .filter(template -> matches(template, uri.getRawPath())).findFirst().orElse("");
    String operation = "/paths/" + path.replace("~", "~0").replace("/", "~1") + '/' + method.toLowerCase(Locale.ROOT);
    JsonNode responses = document.at(operation + "/responses");
    if (path.isEmpty() || responses.isMissingNode()) {
      return Optional.empty();
    }
    String status = responses.has(String.valueOf(answer.statusCode()))
        ? String.valueOf(answer.statusCode())
        : "default";
    if (status.equals("default") && answer.statusCode() < 400) {
      return Optional.of("does not have the status " + answer.statusCode());
    }
    String place = resolved(operation + "/responses/" + status);
    JsonNode content = document.at(place + "/content");
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    if (answer.body().isEmpty()) {
      return content.isMissingNode() ? Optional.empty() : Optional.of("has a body for " + answer.statusCode());
    }
    if (!content.has(type)) {
      return Optional.of("does not have the media type " + type + " for " + answer.statusCode());
    }
    return type.endsWith("json")
        ? invalid(place + "/content/" + type.replace("/", "~1") + "/schema", answer.body())
        : Optional.empty();
  }

  private static boolean matches(String template, String path) {
    String pattern = Pattern.compile("\\{[^}]*}").splitAsStream(template + ' ').map(Pattern::quote)
        .collect(Collectors.joining("[^/]+"));
    return (path + ' ').matches(pattern);
  }

  private String resolved(String pointer) {
    JsonNode reference = document.at(pointer + "/$ref");
    return reference.isMissingNode() ? pointer : reference.asText().substring(1);
  }

  /** Says in what a JSON text is not what the schema at a place of the description asks for. */
  Optional<String> invalid(String pointer, String json) {
    try {
      Set<ValidationMessage> wrong = schemas
          .computeIfAbsent(pointer, at -> factory.getSchema(SchemaLocation.of(HOME + '#' + at)))
          .validate(JSON.readTree(json));
      return wrong.isEmpty() ? Optional.empty() : Optional.of("has it otherwise: " + wrong);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("no JSON: " + json, notJson);
    }
  }

  private static JsonNode read() {
    try (InputStream yaml = DescribedApi.class.getResourceAsStream("status/openapi.yml")) {
      return new YAMLMapper().readTree(Objects.requireNonNull(yaml));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
