package dev.trainyard.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * All logs of a deployment, each with an end. The nodes share one group, which the stack makes: so retention and key
 * hold from the first line on, and the nodes' role needs no right to make groups.
 */
final class LogGroups extends Construct {
  private final LogGroup nodes;
  private final LogGroup server;
  private final LogGroup network;

  LogGroups(Construct scope, String id, Deployment deployment, IKey key) {
    super(scope, id);
    this.nodes = group("Nodes", nodesName(deployment), RetentionDays.ONE_MONTH, key);
    this.server = group("Server", "/" + deployment.prefix() + "/server", RetentionDays.SIX_MONTHS, key);
    this.network = group("Network", "/" + deployment.prefix() + "/network", RetentionDays.ONE_MONTH, key);
  }

  private LogGroup group(String id, String name, RetentionDays days, IKey key) {
    return LogGroup.Builder.create(this, id).logGroupName(name).retention(days).encryptionKey(key)
        .removalPolicy(RemovalPolicy.DESTROY).build();
  }

  /** The group that every function of the deployment writes to, by the name that the engine gives it. */
  static String nodesName(Deployment deployment) {
    return "/aws/lambda/" + deployment.prefix();
  }

  /** What the key may be used for by CloudWatch Logs. */
  static List<String> arns(Construct scope, Deployment deployment) {
    String start = "arn:%s:logs:%s:%s:log-group:".formatted(Stack.of(scope).getPartition(), Stack.of(scope).getRegion(),
        Stack.of(scope).getAccount());
    return List.of(start + nodesName(deployment), start + "/" + deployment.prefix() + "/*");
  }

  LogGroup nodes() {
    return nodes;
  }

  LogGroup server() {
    return server;
  }

  LogGroup network() {
    return network;
  }
}
