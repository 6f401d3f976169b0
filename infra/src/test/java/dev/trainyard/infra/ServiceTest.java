package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsNode
@DisplayName("The service runs in copies, is replaced without an outage, and waits for the longest node")
class ServiceTest {
  private static final int LONGEST_NODE_SECONDS = 900;

  private final TemplateText template = TemplateText.internal();
  private final Map<String, Object> container = TemplateText
      .objectOf(TemplateText.listOf(template.only("AWS::ECS::TaskDefinition").get("ContainerDefinitions")).getFirst());

  @Test
  @DisplayName("the container's environment has settings of the server and nothing else")
  void environment() throws IOException {
    Set<String> known = new TreeSet<>(settings());
    known.addAll(names("services/server/src/main/distribution/bin/trainyard", "TRAINYARD_[A-Z_]+", name -> name));
    known.add("AWS_REGION");
    Set<String> given = environmentOf().keySet();
    assertTrue(known.containsAll(given), () -> given + " are not all of " + known);
    assertTrue(settings().contains("TRAINYARD_TOKEN"));
  }

  @Test
  @DisplayName("the outputs are exactly the settings of the home, with the container's values")
  void outputs() {
    Map<String, String> environment = environmentOf();
    Map<String, Map<String, Object>> settings = template.outputs().entrySet().stream()
        .filter(output -> output.getKey().startsWith("Trainyard"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertEquals(Set.of("TRAINYARD_ENGINE", "TRAINYARD_STORE", "TRAINYARD_AWS_TABLE", "TRAINYARD_AWS_BUCKET",
        "TRAINYARD_AWS_PREFIX", "TRAINYARD_AWS_ROLE_ARN", "TRAINYARD_AWS_RUNTIME", "TRAINYARD_AWS_KMS_KEY"),
        settings.values().stream().map(output -> output.get("Description")).collect(Collectors.toSet()));
    settings.forEach((name, output) -> {
      String setting = String.valueOf(output.get("Description"));
      assertEquals(ServerSettings.outputOf(setting), name);
      assertEquals(environment.get(setting), output.get("Value"), setting);
    });
    assertEquals("${BotsTable}", environment.get("TRAINYARD_AWS_TABLE"));
    assertEquals("${CodeBucket}", environment.get("TRAINYARD_AWS_BUCKET"));
    assertEquals("${NodesRole.Arn}", environment.get("TRAINYARD_AWS_ROLE_ARN"));
    assertEquals("${Key.Arn}", environment.get("TRAINYARD_AWS_KMS_KEY"));
  }

  @Test
  @DisplayName("the token comes from its secret and is in no environment")
  void token() {
    assertFalse(environmentOf().containsKey("TRAINYARD_TOKEN"));
    assertEquals(List.of(Map.of("Name", "TRAINYARD_TOKEN", "ValueFrom", "${TokenSecret}")), container.get("Secrets"));
  }

  @Test
  @DisplayName("the container has no root, no capability and a file system that it cannot change")
  void container() {
    assertEquals(true, container.get("ReadonlyRootFilesystem"));
    assertEquals("10001:10001", container.get("User"));
    assertEquals(false, container.get("Privileged"));
    assertEquals(Map.of("Drop", List.of("ALL")),
        TemplateText.objectOf(container.get("LinuxParameters")).get("Capabilities"));
    assertEquals(Set.of("/var/lib/trainyard", "/tmp"), TemplateText.listOf(container.get("MountPoints")).stream()
        .map(mount -> TemplateText.objectOf(mount).get("ContainerPath")).collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("the task has its role; starting it may fetch the image, write the log and read the token, and no more")
  void roles() {
    assertEquals("${ServerRole.Arn}", template.only("AWS::ECS::TaskDefinition").get("TaskRoleArn"));
    Set<String> actions = template.statementsOf("ServiceTaskExecutionRole").stream()
        .flatMap(statement -> statement.actions().stream()).collect(Collectors.toSet());
    assertEquals(Set.of("ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
        "ecr:GetAuthorizationToken", "logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue"), actions);
    for (Statement statement : template.statementsOf("ServiceTaskExecutionRole")) {
      assertEquals(statement.actions().equals(List.of("ecr:GetAuthorizationToken")),
          statement.resources().contains("*"), "AWS knows no resource for the registry's token, and for that alone");
    }
  }

  @Test
  @DisplayName("two copies at least, replaced one after the other, and rolled back if the new ones do not come up")
  void rollingDeployment() {
    Map<String, Object> service = template.only("AWS::ECS::Service");
    assertEquals(Map.of("DeploymentCircuitBreaker", Map.of("Enable", true, "Rollback", true), "MaximumPercent", 200,
        "MinimumHealthyPercent", 100), service.get("DeploymentConfiguration"));
    assertNull(service.get("DesiredCount"), "a deployment must not reset what scaling chose");
    Map<String, Object> scaling = template.only("AWS::ApplicationAutoScaling::ScalableTarget");
    assertEquals(2, scaling.get("MinCapacity"));
    assertEquals(10, scaling.get("MaxCapacity"));
    assertEquals(3, TemplateText.internet().only("AWS::ApplicationAutoScaling::ScalableTarget").get("MinCapacity"));
  }

  @Test
  @DisplayName("no wait on the way is shorter than the longest node: load balancer, draining, server")
  void waits() throws IOException {
    int balancer = Integer.parseInt(attributes("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes")
        .getOrDefault("idle_timeout.timeout_seconds", "60"));
    assertTrue(balancer > LONGEST_NODE_SECONDS, "load balancer: " + balancer);
    int draining = Integer.parseInt(attributes("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupAttributes")
        .getOrDefault("deregistration_delay.timeout_seconds", "300"));
    assertTrue(draining > LONGEST_NODE_SECONDS, "draining: " + draining);
    int server = 60 * Integer.parseInt(names("services/server/src/main/resources/application.properties",
        "micronaut\\.server\\.idle-timeout=([0-9]+)m", name -> name).iterator().next());
    assertTrue(server > balancer,
        "the server must not hang up before the load balancer does, or turns get 502: " + server + " <= " + balancer);
  }

  @Test
  @DisplayName("connections that are silent while a node works are kept alive below what endpoints forget (350 s)")
  void keepAlive() {
    Map<Object, Object> controls = TemplateText.listOf(container.get("SystemControls")).stream()
        .map(TemplateText::objectOf)
        .collect(Collectors.toMap(control -> control.get("Namespace"), control -> control.get("Value")));
    assertTrue(Integer.parseInt(String.valueOf(controls.get("net.ipv4.tcp_keepalive_time"))) < 350);
    assertTrue(Integer.parseInt(String.valueOf(controls.get("net.ipv4.tcp_keepalive_intvl"))) < 350);
  }

  @Test
  @DisplayName("a copy is replaced when it does not serve, not when an AWS service is out for all copies")
  void health() throws IOException {
    Map<String, Object> group = template.only("AWS::ElasticLoadBalancingV2::TargetGroup");
    assertEquals("/health/live", group.get("HealthCheckPath"));
    assertEquals(Map.of("HttpCode", "200"), group.get("Matcher"));
    assertTrue(Files.readString(TemplateText.root().resolve("infra/Dockerfile"))
        .contains("http://127.0.0.1:" + ServerService.PORT + "/health/live "), "the image's own check asks the same");
  }

  private Map<String, String> environmentOf() {
    return TemplateText.listOf(container.get("Environment")).stream().map(TemplateText::objectOf).collect(Collectors
        .toMap(entry -> String.valueOf(entry.get("Name")), entry -> String.valueOf(entry.get("Value"))));
  }

  private Map<String, String> attributes(String type, String property) {
    return TemplateText.listOf(template.only(type).get(property)).stream().map(TemplateText::objectOf)
        .collect(Collectors
            .toMap(entry -> String.valueOf(entry.get("Key")), entry -> String.valueOf(entry.get("Value"))));
  }

  /** The names in the server's list of settings, read from its source: the server is no library of this module. */
  private static Set<String> settings() throws IOException {
    return names("services/server/src/main/java/dev/trainyard/server/config/Setting.java",
        "(?m)^  [A-Z_]+\\(\"([a-z.]+)\"", key -> "TRAINYARD_" + key.toUpperCase(Locale.ROOT).replace('.', '_'));
  }

  private static Set<String> names(String file, String pattern, Function<String, String> name) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(TemplateText.root().resolve(file)));
    Set<String> found = new TreeSet<>();
    while (matcher.find()) {
      found.add(name.apply(matcher.group(matcher.groupCount())));
    }
    assertFalse(found.isEmpty(), file);
    return found;
  }
}
