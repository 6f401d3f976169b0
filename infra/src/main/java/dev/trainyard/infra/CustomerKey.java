package dev.trainyard.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The key of everything at rest: table, bucket, parameters, token, logs, alarms. It outlives the stack. */
final class CustomerKey extends Construct {
  private final Key key;

  CustomerKey(Construct scope, String id, Deployment deployment) {
    super(scope, id);
    this.key = Key.Builder.create(this, "Key").alias(deployment.prefix())
        .description("Trainyard " + deployment.prefix() + ": bots, variables, token, logs").enableKeyRotation(true)
        .rotationPeriod(Duration.days(365)).pendingWindow(Duration.days(30)).removalPolicy(RemovalPolicy.RETAIN)
        .build();
    Stack stack = Stack.of(this);
    key.addToResourcePolicy(PolicyStatement.Builder.create().sid("LogsOfThisDeployment")
        .principals(List.of(new ServicePrincipal("logs." + stack.getRegion() + "." + stack.getUrlSuffix())))
        .actions(List.of("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"))
        .resources(List.of("*"))
        .conditions(Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", LogGroups.arns(this, deployment))))
        .build());
    key.addToResourcePolicy(PolicyStatement.Builder.create().sid("AlarmsOfThisAccount")
        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
        .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*")).resources(List.of("*"))
        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()))).build());
  }

  Key key() {
    return key;
  }
}
