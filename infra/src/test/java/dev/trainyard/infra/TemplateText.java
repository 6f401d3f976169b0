package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.AppProps;

/**
 * A synthesized template, with references readable: {@code ${BotsTable.Arn}} for an attribute of the resource whose
 * logical id, without its hash, is BotsTable; {@code ${AWS::Region}} for what CloudFormation knows.
 *
 * @param resources by logical id without hash, properties rendered
 * @param outputs by name, rendered
 */
record TemplateText(Map<String, Map<String, Object>> resources, Map<String, Map<String, Object>> outputs) {
  private static final Map<String, TemplateText> SYNTHESIZED = new TreeMap<>();
  private static final String CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555";

  /** The deployment without any decision: inside the VPC, by HTTP. */
  static TemplateText internal() {
    return synthesize("internal", "Trainyard", Map.of());
  }

  /** The deployment that the internet reaches. */
  static TemplateText internet() {
    return synthesize("internet", "Trainyard", Map.of("reach", "internet", "certificate", CERTIFICATE, "names",
        "bots.example.org", "copies", "3", "most_copies", "20", "alarm_email", "operators@example.org"));
  }

  /** The stack of the images' repository. */
  static TemplateText images() {
    internal();
    return read("internal", "TrainyardImages");
  }

  private static synchronized TemplateText synthesize(String variant, String stack, Map<String, Object> context) {
    return SYNTHESIZED.computeIfAbsent(variant, name -> {
      TrainyardApp.synthesize(AppProps.builder().outdir(folder(name).toString()).context(context),
          root().resolve("lambda-layers"));
      return read(name, stack);
    });
  }

  static Path root() {
    return Path.of(Objects.requireNonNull(System.getProperty("trainyard.root"), "trainyard.root"));
  }

  private static Path folder(String variant) {
    return Path.of(Objects.requireNonNull(System.getProperty("trainyard.synthesized"))).resolve(variant);
  }

  private static TemplateText read(String variant, String stack) {
    try {
      Map<String, Map<String, Map<String, Object>>> parsed = new ObjectMapper().readValue(
          withoutHashes(Files.readString(folder(variant).resolve(stack + ".template.json"))), new TypeReference<>() {
          });
      return new TemplateText(rendered(parsed.getOrDefault("Resources", Map.of())),
          rendered(parsed.getOrDefault("Outputs", Map.of())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String withoutHashes(String template) {
    return template.replaceAll("\"([A-Za-z0-9]+?)[0-9A-F]{8}\"", "\"$1\"");
  }

  private static Map<String, Map<String, Object>> rendered(Map<String, Map<String, Object>> parsed) {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    parsed.forEach((id, body) -> all.put(id, objectOf(render(body))));
    return all;
  }

  private static Object render(Object node) {
    return switch (node) {
      case Map<?, ?> map when map.get("Ref") instanceof String name -> "${" + name + "}";
      case Map<?, ?> map when map.get("Fn::GetAtt") instanceof List<?> path -> "${" + path.get(0) + "." + path.get(1)
          + "}";
      case Map<?, ?> map when map.get("Fn::Join") instanceof List<?> join && join.get(1) instanceof List<?> parts ->
        parts.stream().map(part -> String.valueOf(render(part)))
            .collect(Collectors.joining(String.valueOf(join.get(0))));
      case Map<?, ?> map -> {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), render(Objects.requireNonNull(value))));
        yield copy;
      }
      case List<?> list -> list.stream().map(TemplateText::render).toList();
      default -> node;
    };
  }

  /** The properties of the one resource of a type. */
  Map<String, Object> only(String type) {
    List<Map<String, Object>> found = all(type);
    assertEquals(1, found.size(), () -> "one " + type);
    return found.getFirst();
  }

  /** The properties of all resources of a type. */
  List<Map<String, Object>> all(String type) {
    return resources.values().stream().filter(resource -> type.equals(resource.get("Type")))
        .map(resource -> objectOf(resource.getOrDefault("Properties", Map.of()))).toList();
  }

  /** The properties of a resource. */
  Map<String, Object> named(String id) {
    return objectOf(Objects.requireNonNull(resource(id).get("Properties"), id));
  }

  /** A resource as a whole. */
  Map<String, Object> resource(String id) {
    return Objects.requireNonNull(resources.get(id), () -> id + " is none of " + resources.keySet());
  }

  /** Every statement that a role gets, inline or by a policy of its own. */
  List<Statement> statementsOf(String role) {
    Stream<Object> inline = listOf(named(role).getOrDefault("Policies", List.of())).stream();
    Stream<Object> attached = all("AWS::IAM::Policy").stream()
        .filter(policy -> listOf(policy.get("Roles")).contains("${" + role + "}")).map(policy -> policy);
    return Stream.concat(inline, attached)
        .flatMap(policy -> Statement.all(objectOf(policy).get("PolicyDocument"))).toList();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> objectOf(@Nullable Object node) {
    return (Map<String, Object>) Objects.requireNonNull(node);
  }

  @SuppressWarnings("unchecked")
  static List<Object> listOf(@Nullable Object node) {
    return (List<Object>) Objects.requireNonNull(node);
  }
}
