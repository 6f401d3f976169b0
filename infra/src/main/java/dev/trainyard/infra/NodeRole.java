package dev.trainyard.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * The role of every node's function. Node code is hostile and has this role's credentials: it may write its log and
 * nothing else. The boundary keeps it so, whatever is attached to the role later.
 */
final class NodeRole extends Construct {
  private final Role role;

  NodeRole(Construct scope, String id, ILogGroup logs) {
    super(scope, id);
    ManagedPolicy boundary = ManagedPolicy.Builder.create(this, "Boundary")
        .description("The most that the code of a node may ever do").statements(List.of(writeLogs(logs))).build();
    this.role = Role.Builder.create(this, "Role").assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .description("Trainyard's nodes: write logs, nothing else").permissionsBoundary(boundary)
        .inlinePolicies(Map.of("logs",
            PolicyDocument.Builder.create().statements(List.of(writeLogs(logs))).build()))
        .build();
  }

  private static PolicyStatement writeLogs(ILogGroup logs) {
    return PolicyStatement.Builder.create().sid("WriteLogs")
        .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents")).resources(List.of(logs.getLogGroupArn()))
        .build();
  }

  Role role() {
    return role;
  }
}
