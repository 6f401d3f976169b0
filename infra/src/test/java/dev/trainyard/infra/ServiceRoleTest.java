package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsNode
@DisplayName("The server's role has least privilege")
class ServiceRoleTest {
  private static final String LAMBDA = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:";
  private static final String PARAMETERS = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/trainyard/*";

  private final TemplateText template = TemplateText.internal();
  private final List<Statement> statements = template.statementsOf("ServerRole");

  @Test
  @DisplayName("no statement has an open action or an open resource")
  void nothingOpen() {
    for (Statement statement : statements) {
      assertEquals("Allow", statement.effect());
      assertTrue(statement.actions().stream().noneMatch(action -> action.contains("*")), statement::toString);
      assertTrue(statement.resources().stream().noneMatch(resource -> resource.equals("*")), statement::toString);
    }
  }

  @Test
  @DisplayName("only Lambda, the table, the bucket, parameters, the key and PassRole are in it")
  void onlyTheseServices() {
    assertEquals(Set.of("lambda", "iam", "dynamodb", "s3", "ssm", "kms"), statements.stream()
        .flatMap(statement -> statement.actions().stream()).map(action -> action.substring(0, action.indexOf(':')))
        .collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("functions: those of the prefix alone")
  void functions() {
    for (String action : actions("lambda")) {
      String resource = Set.of("lambda:PublishLayerVersion", "lambda:ListLayerVersions").contains(action)
          ? "layer:trainyard-*"
          : action.equals("lambda:GetLayerVersion") ? "layer:trainyard-*:*" : "function:trainyard-*";
      assertEquals(Set.of(LAMBDA + resource), resourcesOf(action), action);
    }
  }

  @Test
  @DisplayName("functions get layers of the deployment alone")
  void layersOfFunctions() {
    for (String action : List.of("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration")) {
      assertEquals(Map.of("ForAllValues:StringLike", Map.of("lambda:Layer", List.of(LAMBDA + "layer:trainyard-*:*"))),
          only(action).conditions(), action);
    }
  }

  @Test
  @DisplayName("nobody but Lambda is handed a role, and no role but the nodes'")
  void passRole() {
    Statement statement = only("iam:PassRole");
    assertEquals(List.of("iam:PassRole"), actions("iam").stream().toList());
    assertEquals(List.of("${NodesRole.Arn}"), statement.resources());
    assertEquals(Map.of("StringEquals", Map.of("iam:PassedToService", "lambda.amazonaws.com")), statement.conditions());
  }

  @Test
  @DisplayName("the table alone, item by item: no scan, no change of the table itself")
  void table() {
    for (String action : actions("dynamodb")) {
      assertEquals(Set.of("${BotsTable.Arn}"), resourcesOf(action), action);
    }
    assertEquals(Set.of("dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem",
        "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query",
        "dynamodb:UpdateItem"), actions("dynamodb"));
  }

  @Test
  @DisplayName("the bucket's objects alone: nothing is deleted, no policy changed")
  void bucket() {
    assertEquals(Set.of("${CodeBucket.Arn}"), resourcesOf("s3:ListBucket"));
    for (String action : List.of("s3:GetObject", "s3:PutObject")) {
      assertEquals(Set.of("${CodeBucket.Arn}/*"), resourcesOf(action), action);
    }
    assertEquals(Set.of("s3:GetObject", "s3:ListBucket", "s3:PutObject"), actions("s3"));
  }

  @Test
  @DisplayName("parameters under the prefix alone")
  void parameters() {
    for (String action : actions("ssm")) {
      assertEquals(Set.of(PARAMETERS), resourcesOf(action), action);
    }
  }

  @Test
  @DisplayName("the key only through the table, the bucket, and parameters under the prefix")
  void key() {
    Set<Map<String, Object>> conditions = statements.stream()
        .filter(statement -> statement.actions().stream().anyMatch(action -> action.startsWith("kms:")))
        .peek(statement -> assertEquals(List.of("${Key.Arn}"), statement.resources())).map(Statement::conditions)
        .collect(Collectors.toSet());
    assertEquals(Set.of(
        Map.of("StringEquals",
            Map.of("kms:ViaService",
                List.of("dynamodb.${AWS::Region}.amazonaws.com", "s3.${AWS::Region}.amazonaws.com"))),
        Map.of("StringEquals", Map.of("kms:ViaService", "ssm.${AWS::Region}.amazonaws.com"), "StringLike",
            Map.of("kms:EncryptionContext:PARAMETER_ARN", PARAMETERS))),
        conditions);
  }

  @Test
  @DisplayName("ECS tasks of this account alone take it")
  void takenBy() {
    Map<String, Object> trust = TemplateText.objectOf(TemplateText.listOf(
        TemplateText.objectOf(template.named("ServerRole").get("AssumeRolePolicyDocument")).get("Statement"))
        .getFirst());
    assertEquals(Map.of("Service", "ecs-tasks.amazonaws.com"), trust.get("Principal"));
    assertEquals(Map.of("StringEquals", Map.of("aws:SourceAccount", "${AWS::AccountId}"), "ArnLike",
        Map.of("aws:SourceArn", "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*")),
        trust.get("Condition"));
  }

  private Set<String> actions(String service) {
    return statements.stream().flatMap(statement -> statement.actions().stream())
        .filter(action -> action.startsWith(service + ":")).collect(Collectors.toSet());
  }

  private Set<String> resourcesOf(String action) {
    return statements.stream().filter(statement -> statement.allows(action))
        .flatMap(statement -> statement.resources().stream()).collect(Collectors.toSet());
  }

  private Statement only(String action) {
    List<Statement> found = statements.stream().filter(statement -> statement.allows(action)).toList();
    assertEquals(1, found.size(), action);
    return found.getFirst();
  }
}
