package dev.trainyard.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The role of the server: what its adapters call, on what belongs to this deployment, and nothing more. */
final class ServiceRole extends Construct {
  /**
   * What the role reaches.
   *
   * @param table all of it
   * @param bucket its objects
   * @param key through the services that use it
   * @param nodes the one role that may be handed to functions
   */
  record Reach(ITable table, IBucket bucket, IKey key, Role nodes) {
  }

  private final Role role;
  private final Deployment deployment;

  ServiceRole(Construct scope, String id, Deployment deployment, Reach reach) {
    super(scope, id);
    this.deployment = deployment;
    Stack stack = Stack.of(this);
    this.role = Role.Builder.create(this, "Role").description("Trainyard's server").assumedBy(
        new ServicePrincipal("ecs-tasks.amazonaws.com").withConditions(
            Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()), "ArnLike",
                Map.of("aws:SourceArn", arn("ecs", "*")))))
        .build();
    functions().forEach(role::addToPolicy);
    role.addToPolicy(handOver(reach.nodes()));
    role.addToPolicy(table(reach.table()));
    bucket(reach.bucket()).forEach(role::addToPolicy);
    role.addToPolicy(parameters());
    keys(reach.key()).forEach(role::addToPolicy);
  }

  private List<PolicyStatement> functions() {
    String functions = arn("lambda", "function:" + deployment.prefix() + "-*");
    String layers = arn("lambda", "layer:" + deployment.prefix() + "-*");
    return List.of(
        allow("PublishFunctions", List.of("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"), functions)
            // No layer of anybody else gets under node code. Absent keys pass, so a call without layers does too.
            .conditions(Map.of("ForAllValues:StringLike", Map.of("lambda:Layer", List.of(layers + ":*")))).build(),
        allow("KeepFunctions",
            List.of("lambda:UpdateFunctionCode", "lambda:PublishVersion", "lambda:GetFunction",
                "lambda:ListVersionsByFunction", "lambda:DeleteFunction",
                "lambda:TagResource", "lambda:InvokeFunction"),
            functions).build(),
        allow("PublishLayers", List.of("lambda:PublishLayerVersion", "lambda:ListLayerVersions"), layers).build(),
        allow("UseLayers", List.of("lambda:GetLayerVersion"), layers + ":*").build());
  }

  private static PolicyStatement handOver(Role nodes) {
    return allow("HandTheNodesRoleToLambdaAlone", List.of("iam:PassRole"), nodes.getRoleArn())
        .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", "lambda.amazonaws.com"))).build();
  }

  private static PolicyStatement table(ITable table) {
    return allow("KeepBots",
        List.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem",
            "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem",
            "dynamodb:DescribeTable"),
        table.getTableArn()).build();
  }

  private static List<PolicyStatement> bucket(IBucket bucket) {
    return List.of(
        allow("KeepCode", List.of("s3:GetObject", "s3:PutObject"), bucket.getBucketArn() + "/*")
            .build(),
        allow("FindCode", List.of("s3:ListBucket"), bucket.getBucketArn()).build());
  }

  private PolicyStatement parameters() {
    return allow("KeepVariables",
        List.of("ssm:PutParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:DeleteParameters"),
        arn("ssm", "parameter/" + deployment.prefix() + "/*")).build();
  }

  /** The key by the services that it serves, and for parameters of this deployment alone. */
  private List<PolicyStatement> keys(IKey key) {
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(allow("OpenTableAndBucket", List.of("kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"),
        key.getKeyArn())
        .conditions(Map.of("StringEquals", Map.of("kms:ViaService", List.of(via("dynamodb"), via("s3"))))).build());
    statements.add(allow("SealVariables", List.of("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"),
        key.getKeyArn()).conditions(
            Map.of("StringEquals", Map.of("kms:ViaService", via("ssm")), "StringLike",
                Map.of("kms:EncryptionContext:PARAMETER_ARN", arn("ssm", "parameter/" + deployment.prefix() + "/*"))))
        .build());
    return statements;
  }

  private static PolicyStatement.Builder allow(String id, List<String> actions, String resource) {
    return PolicyStatement.Builder.create().sid(id).actions(actions).resources(List.of(resource));
  }

  private String arn(String service, String resource) {
    Stack stack = Stack.of(this);
    return "arn:%s:%s:%s:%s:%s".formatted(stack.getPartition(), service, stack.getRegion(), stack.getAccount(),
        resource);
  }

  private String via(String service) {
    return service + "." + Stack.of(this).getRegion() + ".amazonaws.com";
  }

  Role role() {
    return role;
  }
}
