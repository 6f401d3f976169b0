package dev.trainyard.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetGroupLoadBalancingAlgorithmType;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.constructs.Construct;

/** The load balancer: HTTPS by a certificate, or HTTP inside the VPC. It waits longer than the longest node may run. */
final class FrontDoor extends Construct {
  /** 900 s is a node's longest limit; queueing and a cold start come before it. */
  static final Duration LONGEST_TURN = Duration.seconds(960);

  /** Not {@code /health}: ECS replaces a copy that fails this, and none is better while an AWS service is out. */
  private static final String LIVENESS = "/health/live";

  private final ApplicationLoadBalancer balancer;
  private final ApplicationTargetGroup servers;

  FrontDoor(Construct scope, String id, Deployment deployment, Network network, int port) {
    super(scope, id);
    boolean open = deployment.reach() == Deployment.Reach.INTERNET;
    SecurityGroup group = SecurityGroup.Builder.create(this, "Group").vpc(network.vpc()).allowAllOutbound(false)
        .description("Load balancer").build();
    group.addEgressRule(network.servers(), Port.tcp(port), "Copies of the server");
    network.servers().addIngressRule(group, Port.tcp(port), "Load balancer");
    this.balancer = ApplicationLoadBalancer.Builder.create(this, "Balancer").vpc(network.vpc()).internetFacing(open)
        .vpcSubnets(open ? SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build() : network.serverSubnets())
        .securityGroup(group).idleTimeout(LONGEST_TURN).deletionProtection(true).dropInvalidHeaderFields(true)
        .desyncMitigationMode(DesyncMitigationMode.DEFENSIVE).build();
    this.servers = ApplicationTargetGroup.Builder.create(this, "Servers").vpc(network.vpc()).port(port)
        .protocol(ApplicationProtocol.HTTP).targetType(TargetType.IP).deregistrationDelay(LONGEST_TURN)
        .loadBalancingAlgorithmType(TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS)
        .healthCheck(HealthCheck.builder().path(LIVENESS).healthyHttpCodes("200").interval(Duration.seconds(10))
            .timeout(Duration.seconds(5)).healthyThresholdCount(2).unhealthyThresholdCount(3).build())
        .build();
    ApplicationListener listener = deployment.certificate().map(this::https).orElseGet(this::http);
    Port entry = Port.tcp(deployment.certificate().isPresent() ? 443 : 80);
    callers(deployment, open).forEach(range -> group.addIngressRule(Peer.ipv4(range), entry, "Callers"));
    LintException.allow(balancer, "CKV_AWS_91",
        "The first link to the page carries the token in its query, and an access log would keep it. The server counts"
            + " requests, and keeps a record of every turn.");
    if (deployment.certificate().isEmpty()) {
      String inside = "Without a certificate the load balancer is internal, and what it carries stays inside the VPC;"
          + " give a certificate (-c certificate=ARN) as soon as callers come from elsewhere.";
      LintException.allow(listener, "CKV_AWS_2", inside);
      LintException.allow(listener, "CKV_AWS_103", inside);
    }
  }

  private ApplicationListener https(String certificate) {
    return balancer.addListener("Https",
        BaseApplicationListenerProps.builder().port(443).protocol(ApplicationProtocol.HTTPS).open(false)
            .sslPolicy(SslPolicy.RECOMMENDED_TLS).certificates(List.of(ListenerCertificate.fromArn(certificate)))
            .defaultTargetGroups(List.of(servers)).build());
  }

  private ApplicationListener http() {
    return balancer.addListener("Http", BaseApplicationListenerProps.builder().port(80)
        .protocol(ApplicationProtocol.HTTP).open(false).defaultTargetGroups(List.of(servers)).build());
  }

  private static List<String> callers(Deployment deployment, boolean open) {
    return !deployment.callers().isEmpty() ? deployment.callers() : List.of(open ? "0.0.0.0/0" : Network.RANGE);
  }

  ApplicationLoadBalancer balancer() {
    return balancer;
  }

  ApplicationTargetGroup servers() {
    return servers;
  }
}
