package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.http.annotation.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code /openapi} says. That real answers are as it says is checked at every exchange of {@link TestServer}. */
class OpenApiTest {
  private static final Set<String> OF_THE_PAGE = Set.of("GET /", "GET /app/{}/{}", "GET /lib/{}", "GET /openapi");

  private final DescribedApi api = DescribedApi.get();

  @Test
  @DisplayName("every route is described, and nothing else")
  void namesEveryRoute() {
    Set<String> routes = new TreeSet<>();
    new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.trainyard.server").stream().filter(type -> type.isAnnotatedWith(Controller.class))
        .forEach(type -> {
          String root = type.getAnnotationOfType(Controller.class).value();
          type.getMethods().forEach(method -> route(root, method).ifPresent(routes::add));
        });
    assertTrue(routes.containsAll(OF_THE_PAGE), routes.toString());
    routes.removeAll(OF_THE_PAGE);
    assertEquals(routes, api.operations());
  }

  private static Optional<String> route(String root, JavaMethod method) {
    for (String verb : new String[]{"Get", "Put", "Post", "Delete"}) {
      Optional<JavaAnnotation<JavaMethod>> found = method
          .tryGetAnnotationOfType("io.micronaut.http.annotation." + verb);
      if (found.isPresent()) {
        Object value = found.get().get("value").orElse("/");
        String path = (root + (value.equals("/") ? "" : value)).replaceAll("\\{[^}]*}", "{}").replace("//", "/");
        return Optional.of(verb.toUpperCase(Locale.ROOT) + ' ' + path);
      }
    }
    return Optional.empty();
  }

  @Test
  @DisplayName("operations have ids of their own, and every example is as its schema asks")
  void examplesAreTrue() {
    List<String> ids = api.document().findValuesAsText("operationId");
    assertEquals(ids.size(), Set.copyOf(ids).size(), ids.toString());
    List<String> examples = new ArrayList<>();
    hold("", api.document(), examples);
    assertTrue(examples.size() >= 10, examples.toString());
  }

  @Test
  @DisplayName("an answer that is otherwise is noticed")
  void noticesDifferences() {
    String node = """
        {"name": "GREET", "end_node": false, "timeout_seconds": 20, "memory_mb": 128, "revision": 1,
         "changed_at": "2026-11-29T11:09:04.4Z"}""";
    assertEquals(Optional.empty(), api.invalid("/components/schemas/Node", node));
    for (String other : List.of(node.replace("end_node", "endNode"), node.replace(": 20,", ": \"20\","),
        node.replace("GREET", "greet"))) {
      assertTrue(api.invalid("/components/schemas/Node", other).isPresent(), other);
    }
  }

  private void hold(String pointer, JsonNode node, List<String> examples) {
    if (node.has("schema") && (node.has("example") || node.has("examples"))) {
      List<JsonNode> values = node.has("example")
          ? List.of(node.get("example"))
          : node.get("examples").findValues("value");
      values.forEach(value -> assertEquals(Optional.empty(), api.invalid(pointer + "/schema", value.toString()),
          pointer));
      examples.add(pointer);
    }
    node.properties().forEach(
        field -> hold(pointer + '/' + field.getKey().replace("~", "~0").replace("/", "~1"), field.getValue(),
            examples));
  }
}
