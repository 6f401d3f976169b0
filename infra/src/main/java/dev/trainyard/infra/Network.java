package dev.trainyard.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** A VPC in two zones without a way out: the server reaches AWS by endpoints, and nothing else. */
final class Network extends Construct {
  static final String RANGE = "10.60.0.0/20";
  private static final SubnetSelection SERVERS = SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED)
      .build();

  private static final Map<String, GatewayVpcEndpointAwsService> GATEWAYS = new TreeMap<>(
      Map.of("DynamoDb", GatewayVpcEndpointAwsService.DYNAMODB, "S3", GatewayVpcEndpointAwsService.S3));
  private static final Map<String, InterfaceVpcEndpointAwsService> INTERFACES = new TreeMap<>(
      Map.of("Images", InterfaceVpcEndpointAwsService.ECR_DOCKER, "Kms", InterfaceVpcEndpointAwsService.KMS, "Lambda",
          InterfaceVpcEndpointAwsService.LAMBDA, "Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS, "Registry",
          InterfaceVpcEndpointAwsService.ECR, "Secrets", InterfaceVpcEndpointAwsService.SECRETS_MANAGER, "Ssm",
          InterfaceVpcEndpointAwsService.SSM));

  private final Vpc vpc;
  private final SecurityGroup servers;

  Network(Construct scope, String id, Deployment deployment, ILogGroup flows) {
    super(scope, id);
    this.vpc = Vpc.Builder.create(this, "Vpc").ipAddresses(IpAddresses.cidr(RANGE)).maxAzs(2).natGateways(0)
        .subnetConfiguration(subnets(deployment)).flowLogs(Map.of("flows",
            FlowLogOptions.builder().destination(FlowLogDestination.toCloudWatchLogs(flows))
                .trafficType(FlowLogTrafficType.REJECT).build()))
        .build();
    this.servers = SecurityGroup.Builder.create(this, "Servers").vpc(vpc).allowAllOutbound(false)
        .description("Copies of the server").build();
    // Gateway endpoints have addresses of AWS, not of the VPC; without a route elsewhere nothing else is reached.
    servers.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "AWS by endpoints; there is no other route");
    SecurityGroup endpoints = SecurityGroup.Builder.create(this, "Endpoints").vpc(vpc).allowAllOutbound(false)
        .description("Endpoints of AWS").build();
    endpoints.addIngressRule(servers, Port.tcp(443), "Copies of the server");
    endpoints(endpoints);
  }

  private static List<SubnetConfiguration> subnets(Deployment deployment) {
    List<SubnetConfiguration> subnets = new ArrayList<>();
    subnets.add(
        SubnetConfiguration.builder().name("servers").subnetType(SubnetType.PRIVATE_ISOLATED).cidrMask(24).build());
    if (deployment.reach() == Deployment.Reach.INTERNET) {
      subnets.add(SubnetConfiguration.builder().name("front").subnetType(SubnetType.PUBLIC).cidrMask(24)
          .mapPublicIpOnLaunch(false).build());
    }
    return subnets;
  }

  private void endpoints(SecurityGroup group) {
    GATEWAYS.forEach((name, service) -> vpc.addGatewayEndpoint(name,
        GatewayVpcEndpointOptions.builder().service(service).subnets(List.of(SERVERS)).build()));
    INTERFACES.forEach((name, service) -> vpc.addInterfaceEndpoint(name, InterfaceVpcEndpointOptions.builder()
        .service(service).subnets(SERVERS).securityGroups(List.of(group)).open(false).build()));
  }

  Vpc vpc() {
    return vpc;
  }

  SecurityGroup servers() {
    return servers;
  }

  SubnetSelection serverSubnets() {
    return SERVERS;
  }
}
