package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsNode
@DisplayName("The server's role allows what the server's adapters call")
class CallsTest {
  /** Methods of the SDK's clients, by the service's name in actions. */
  private static final Map<String, Pattern> METHODS = Map.of("lambda", methods(
      "createFunction|updateFunctionCode|updateFunctionConfiguration|publishVersion|getFunction|getFunctionConfiguration"
          + "|listVersionsByFunction|listFunctions|deleteFunction|invoke|tagResource|listTags|publishLayerVersion"
          + "|listLayerVersions|getLayerVersion|getLayerVersionByArn|deleteLayerVersion|createAlias|updateAlias"
          + "|getAlias|addPermission|getAccountSettings|putFunctionConcurrency"),
      "dynamodb", methods("getItem|putItem|updateItem|deleteItem|query|queryPaginator|scan|scanPaginator|batchGetItem"
          + "|batchWriteItem|describeTable|describeTimeToLive|listTables"),
      "s3", methods("getObject|getObjectAsBytes|headObject|putObject|deleteObject|deleteObjects|listObjectsV2"
          + "|listObjectsV2Paginator|headBucket|listBuckets|copyObject|getBucketVersioning"),
      "ssm", methods("putParameter|getParameter|getParameters|getParametersByPath|getParametersByPathPaginator"
          + "|deleteParameter|deleteParameters|describeParameters|getParameterHistory|addTagsToResource"));
  /** Where the action has another name than the method. */
  private static final Map<String, String> NAMES = Map.of("Invoke", "InvokeFunction", "HeadBucket", "ListBucket",
      "HeadObject", "GetObject", "DeleteObjects", "DeleteObject", "ListObjectsV2", "ListBucket");
  /** What Lambda asks for though no method of that name is called: for tags of a new function, and for its layers. */
  private static final Set<String> WITH_OTHERS = Set.of("lambda:TagResource", "lambda:GetLayerVersion");

  private final Set<String> allowed = TemplateText.internal().statementsOf("ServerRole").stream()
      .flatMap(statement -> statement.actions().stream()).collect(Collectors.toCollection(TreeSet::new));

  @Test
  @DisplayName("each call has its action")
  void eachCallHasItsAction() {
    Set<String> refused = called();
    refused.removeAll(allowed);
    assertEquals(Set.of(), refused);
  }

  @Test
  @DisplayName("each action has its call; those of the table's items are also asked for by transactions")
  void eachActionHasItsCall() {
    Set<String> unneeded = new TreeSet<>(allowed);
    unneeded.removeIf(action -> !action.matches("(lambda|s3|ssm):.*"));
    unneeded.removeAll(called());
    unneeded.removeAll(WITH_OTHERS);
    assertEquals(Set.of(), unneeded);
  }

  private static Set<String> called() {
    Set<String> actions = new TreeSet<>();
    Path adapters = TemplateText.root().resolve("services/aws/src/main/java");
    try (Stream<Path> files = Files.walk(adapters)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        METHODS.forEach((service, methods) -> {
          // Others have methods of these names too; who calls a service has its client.
          if (source.contains("services." + service + ".") || source.contains("ControlPlane")) {
            Matcher matcher = methods.matcher(source);
            while (matcher.find()) {
              actions.add(service + ":" + action(matcher.group(1)));
            }
          }
        });
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    assertFalse(actions.isEmpty(), "no calls in " + adapters);
    return actions;
  }

  private static String action(String method) {
    String name = method.replaceFirst("Paginator$|AsBytes$", "");
    String action = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return NAMES.getOrDefault(action, action);
  }

  private static Pattern methods(String names) {
    return Pattern.compile("\\.(" + names + ")\\(");
  }
}
