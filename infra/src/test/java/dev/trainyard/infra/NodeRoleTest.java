package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsNode
@DisplayName("The role of node code may write logs, and nothing else")
class NodeRoleTest {
  private final TemplateText template = TemplateText.internal();
  private final List<Statement> statements = template.statementsOf("NodesRole");

  @Test
  @DisplayName("it writes to the nodes' log group alone, and cannot make another")
  void writesLogs() {
    assertEquals(1, statements.size());
    assertLogsAlone(statements.getFirst());
  }

  @Test
  @DisplayName("its boundary lets nothing else through, whatever is attached later")
  void boundary() {
    assertEquals("${NodesBoundary}", template.named("NodesRole").get("PermissionsBoundary"));
    List<Statement> most = Statement.all(template.named("NodesBoundary").get("PolicyDocument")).toList();
    assertEquals(1, most.size());
    assertLogsAlone(most.getFirst());
  }

  @Test
  @DisplayName("no managed policy is attached to it")
  void nothingManaged() {
    assertNull(template.named("NodesRole").get("ManagedPolicyArns"));
  }

  @Test
  @DisplayName("no policy of a resource names it: not the key's, not the bucket's, not the token's")
  void nowhereElse() {
    for (String type : List.of("AWS::KMS::Key", "AWS::S3::BucketPolicy", "AWS::SecretsManager::ResourcePolicy",
        "AWS::SNS::TopicPolicy")) {
      assertTrue(template.all(type).stream().noneMatch(policy -> policy.toString().contains("NodesRole")), type);
    }
  }

  @Test
  @DisplayName("Lambda alone takes it")
  void takenBy() {
    Map<String, Object> trust = TemplateText.objectOf(TemplateText.listOf(
        TemplateText.objectOf(template.named("NodesRole").get("AssumeRolePolicyDocument")).get("Statement"))
        .getFirst());
    assertEquals(Map.of("Service", "lambda.amazonaws.com"), trust.get("Principal"));
  }

  private static void assertLogsAlone(Statement statement) {
    assertEquals("Allow", statement.effect());
    assertEquals(Set.of("logs:CreateLogStream", "logs:PutLogEvents"), Set.copyOf(statement.actions()));
    assertEquals(List.of("${LogsNodes.Arn}"), statement.resources());
  }
}
